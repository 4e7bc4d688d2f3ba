import { hasChromium } from "./sandbox/chromium";
import { hasTerraform } from "./sandbox/terraform";

/** Says what this run leaves out: jest itself only counts it. */
export default function globalSetup(): void {
  if (!hasTerraform()) {
    process.stderr.write(
      "\nThere is no terraform on the PATH. Skipped: all tests of plans and applies (terraform.test.ts).\n\n",
    );
  }
  if (!hasChromium()) {
    process.stderr.write(
      "\nThere is no /usr/bin/chromium (Debian's package chromium). Skipped: all tests of the page (chromium.test.ts).\n\n",
    );
  }
}
