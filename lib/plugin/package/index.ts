/** The provider as an installed thing: where it is found, which version it is, how it gets into a folder. */
export { HOST, LOCAL_NAME, SOURCE, TERRAFORM_VERSIONS } from "./address";
export { installPlugin, PLATFORMS, pluginVersion, removePlugin } from "./archive";
export { unlockOtherVersions } from "./lock-file";
