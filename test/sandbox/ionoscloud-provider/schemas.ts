import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Schema } from "../../../lib/plugin/protocol";

/** The provider's address, as registries and states have it. */
export const ADDRESS = "registry.terraform.io/ionos-cloud/ionoscloud";

interface Schemas {
  readonly provider: Schema;
  readonly resource_schemas: Readonly<Record<string, Schema>>;
  readonly data_source_schemas: Readonly<Record<string, Schema>>;
}

const FILE = join(__dirname, "../../ionoscloud/ionoscloud-6.7.34.schema.json");

/** What `terraform providers schema -json` has printed of the genuine provider 6.7.34. */
const schemas = (
  JSON.parse(readFileSync(FILE, "utf8")) as {
    readonly provider_schemas: Readonly<Record<string, Schemas>>;
  }
).provider_schemas[ADDRESS]!;

export const PROVIDER_SCHEMA = schemas.provider;

export function resourceSchema(type: string): Schema {
  return schemas.resource_schemas[type]!;
}

export function dataSourceSchema(type: string): Schema {
  return schemas.data_source_schemas[type]!;
}
