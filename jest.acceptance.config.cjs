/** @type {import("jest").Config} */
module.exports = {
  ...require("./jest.config.cjs"),
  testPathIgnorePatterns: ["/node_modules/"],
  roots: ["<rootDir>/test/acceptance"],
  testTimeout: 120_000,
};
