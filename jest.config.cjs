/** @type {import("jest").Config} */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  // They walk whole lives with Terraform: `npm run test:acceptance`.
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/acceptance/"],
  globalSetup: "<rootDir>/test/global-setup.ts",
  setupFilesAfterEnv: ["<rootDir>/test/setup.ts"],
  transform: { "^.+\\.ts$": "ts-jest" },
  testTimeout: 30_000,
};
