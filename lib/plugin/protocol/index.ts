/**
 * Terraform's plugin protocol, version 6, for a provider written in TypeScript: handshake, mutual TLS, gRPC
 * service and values. It knows no provider in particular.
 */
export { ArgumentError, type Parameter, type Provider, type ProviderFunction } from "./provider";
export { serve } from "./serve";
export type { Type } from "./type";
export { Decimal, Unknown, type Value } from "./value";
