/** Holds the arrows between the rooms of lib/: what each may import, and nothing else. */
const ROOMS = {
  signing: { rooms: [], packages: ["node:crypto"] },
  catalog: { rooms: [], packages: [] },
  ionoscloud: { rooms: [], packages: ["cdktf", "constructs"] },
  keys: { rooms: ["ionoscloud", "catalog"], packages: ["cdktf", "constructs"] },
  sharing: {
    rooms: ["keys", "signing", "catalog", "plugin/package"],
    packages: ["cdktf", "constructs", "node:fs", "node:path"],
  },
  "plugin/protocol": {
    rooms: [],
    packages: [
      "@grpc/grpc-js",
      "@msgpack/msgpack",
      "@peculiar/asn1-schema",
      "@peculiar/asn1-x509",
      "protobufjs",
      "node:crypto",
    ],
  },
  "plugin/objectshare": { rooms: ["plugin/protocol", "signing"], packages: [] },
  "plugin/package": { rooms: [], packages: ["node:crypto", "node:fs", "node:path"] },
  review: { rooms: ["signing", "catalog"], packages: [] },
  redact: { rooms: ["signing"], packages: [] },
  // Of sharing, the type of what a share tells of itself.
  handover: { rooms: ["redact", "sharing"], packages: [] },
  cli: {
    rooms: ["plugin/package", "review", "signing", "redact", "handover"],
    packages: [
      "commander",
      "node:fs",
      "node:fs/promises",
      "node:path",
      "node:stream",
      "node:stream/promises",
      "node:tty",
    ],
  },
};

/** How a package looks once it is resolved. */
const resolved = (name) =>
  name.startsWith("node:") ? `^(node:)?${name.slice("node:".length)}$` : `^node_modules/${name}/`;

const arrows = Object.entries(ROOMS).map(([room, { rooms, packages }]) => ({
  name: `arrows-of-${room}`,
  comment: `lib/${room} may import ${[...rooms, ...packages].join(", ") || "nothing"}`,
  severity: "error",
  from: { path: `^lib/${room}/` },
  to: {
    pathNot: [...[room, ...rooms].map((target) => `^lib/${target}/`), ...packages.map(resolved)],
  },
}));

module.exports = {
  forbidden: [
    ...arrows,
    {
      name: "rooms-are-named",
      comment: "a new room of lib/ is named above, with its arrows",
      severity: "error",
      from: { path: "^lib/[^/]+/", pathNot: Object.keys(ROOMS).map((room) => `^lib/${room}/`) },
      to: {},
    },
    {
      name: "lib-stands-alone",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: "^(test|examples|bench)/" },
    },
    {
      name: "no-circles",
      severity: "error",
      from: { path: "^lib/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    { name: "everything-resolves", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    // Lets examples and bench import the package by its own name, as users do.
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["require", "node", "default", "types"],
    },
  },
};
