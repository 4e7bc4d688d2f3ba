import assert from "node:assert/strict";
import { say } from "./narrate";

export const BUCKET = "acme-reports";
export const OBJECT_KEY = "2026/q3.csv";

/** Uploads, downloads and tampers, with nothing but the links. Gives what was uploaded. */
export async function use(uploadUrl: string, downloadUrl: string): Promise<string> {
  const report = `quarter;revenue\nQ3;${Date.now()}\n`;
  const upload = await fetch(uploadUrl, {
    method: "PUT",
    body: report,
    headers: { "content-type": "text/csv" },
  });
  assert.equal(upload.status, 200);
  say(
    `Uploaded ${report.length} bytes to ${BUCKET}/${OBJECT_KEY} through the upload link, without a key.`,
  );

  assert.equal(await download(downloadUrl), report);
  say("Downloaded them through the download link: the same bytes.");

  const tampered = await fetch(downloadUrl.replace(/.$/, (digit) => (digit === "0" ? "1" : "0")));
  const other = await fetch(downloadUrl.replace("q3.csv", "q4.csv"));
  const overwrite = await fetch(downloadUrl, { method: "PUT", body: "forged" });
  assert.deepEqual([tampered.status, other.status, overwrite.status], [403, 403, 403]);
  say("A tampered link, another object, an upload through the download link: 403, 403, 403.");
  return report;
}

/** The content behind a link, or the status where it is refused. */
export async function download(url: string | undefined): Promise<string | number> {
  const response = await fetch(String(url));
  return response.ok ? response.text() : response.status;
}
