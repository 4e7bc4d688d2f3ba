import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

const AMBIENT = [
  "process",
  "global",
  "module",
  "crypto",
  "Intl",
  "Reflect",
  "fetch",
  "performance",
  "setTimeout",
  "setInterval",
  "setImmediate",
];

const CLOCK = "Only lib/sharing/clock.ts and lib/cli/clock.ts read the clock.";

export default tseslint.config(
  { ignores: ["dist/", "coverage/", "**/cdktf.out/"] },
  eslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
    },
  },
  {
    files: ["lib/**/*.ts"],
    ignores: ["lib/sharing/clock.ts", "lib/cli/clock.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: CLOCK,
        },
        {
          selector: "CallExpression[callee.name='Date']",
          message: CLOCK,
        },
        {
          selector: "MemberExpression[object.name='Date'][property.value='now']",
          message: CLOCK,
        },
        {
          selector: "MemberExpression[object.name='Date'][property.name='now']",
          message: CLOCK,
        },
        { selector: "ExportAllDeclaration", message: "Public names are listed by hand." },
      ],
      "no-console": "error",
    },
  },
  {
    files: [
      "lib/signing/**/*.ts",
      "lib/catalog/**/*.ts",
      "lib/review/**/*.ts",
      "lib/redact/**/*.ts",
      "lib/handover/**/*.ts",
    ],
    rules: {
      "no-restricted-globals": [
        "error",
        ...AMBIENT.map((name) => ({
          name,
          message: "This room is pure: everything is an argument.",
        })),
        { name: "globalThis", message: "This room is pure: everything is an argument." },
        { name: "require", message: "This room is pure: everything is an argument." },
      ],
      "no-eval": "error",
      "no-restricted-imports": [
        "error",
        {
          paths: [{ name: "node:crypto", allowImportNames: ["createHash", "createHmac", "hash"] }],
        },
      ],
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "This room is pure." },
      ],
    },
  },
  {
    files: ["**/*.cjs", "**/*.mjs"],
    languageOptions: { globals: { module: "writable", process: "readonly", console: "readonly" } },
  },
);
