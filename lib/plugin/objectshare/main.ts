import { serve } from "../protocol";
import { fingerprintFunction } from "./fingerprint";
import { presignFunction } from "./presign";

/** The program that Terraform starts. It is built into one file, which holds all that it needs but Node.js. */
void serve({ functions: { presign: presignFunction, fingerprint: fingerprintFunction } }, [
  "This is a plugin of Terraform: the provider objectshare, with the functions presign and fingerprint.",
  "Terraform starts it by itself; there is nothing to do with it by hand.",
]);
