/**
 * Terraform's plugin protocol, version 6, for a provider written in TypeScript: handshake, mutual TLS, gRPC
 * service and values. It knows no provider in particular.
 */
export { attach, type AttachedProvider } from "./attach";
export type { AttributePath, Diagnostic } from "./diagnostic";
export { OperationError } from "./operation-error";
export {
  ArgumentError,
  type Configuration,
  type Parameter,
  type Provider,
  type ProviderFunction,
} from "./provider";
export type {
  Attributes,
  Change,
  DataSource,
  PlannedChange,
  ProposedChange,
  Resource,
} from "./resource";
export type { Attribute, Block, Schema } from "./schema";
export { serve } from "./serve";
export type { Type } from "./type";
export { Decimal, Dynamic, Unknown, type Value } from "./value";
