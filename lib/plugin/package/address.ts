/** What the provider is called in a configuration. */
export const LOCAL_NAME = "objectshare";

/**
 * Nobody can register a host that ends in `.invalid` (RFC 2606): a local copy that is missing is never fetched
 * from a stranger.
 */
export const HOST = "cdktf-ionos-object-storage.invalid";

/** Where Terraform looks for it. */
export const SOURCE = `${HOST}/local/${LOCAL_NAME}`;

/** Terraform calls functions of providers since 1.8. */
export const TERRAFORM_VERSIONS = ">= 1.8.0";
