import type { Bucket } from "./bucket";
import type { ShareDescriptor } from "./share-descriptor";
import type { Signer } from "./share-request";
import { isUnknown } from "./unknown-text";

/** From here on an upload link is warned of. */
const LONG_UPLOAD_SECONDS = 86_400;

/**
 * What works but is most likely not meant, a line each.
 *
 * @param now milliseconds since the Unix epoch
 */
export function shareWarnings(
  share: ShareDescriptor,
  bucket: Bucket,
  signer: Signer,
  now: number,
): string[] {
  const life = (Date.parse(share.expires_at) - Date.parse(share.signed_at)) / 1000;
  return [
    ...foreignKey(bucket, signer),
    ...secretInClear(share, signer),
    ...when(
      share.method === "PUT" && life > LONG_UPLOAD_SECONDS,
      `expiresIn: lets whoever has the link overwrite the object for ${Math.round(life / 3600)} hours, more than a day`,
    ),
    ...denormalized("objectKey", share.object_key, "opens this very object"),
    ...denormalized("versionId", share.version_id, "opens this very version"),
    ...denormalized("contentType", share.signed_headers["content-type"], "wants this very header"),
    ...when(
      Date.parse(share.expires_at) <= now,
      `signedAt: makes a link that is dead since ${share.expires_at}`,
    ),
    ...when(
      Date.parse(share.signed_at) > now,
      `signedAt: makes a link that is refused until ${share.signed_at}`,
    ),
  ];
}

/**
 * A key of somebody who may not share the objects of the bucket, as far as both owners are known.
 *
 * Source: IONOS Object Storage documentation, Share Objects with Pre-Signed URLs: only the owner of a bucket
 * may share its objects; of a contract-owned bucket, the administrator too.
 */
function foreignKey({ name, owner, region }: Bucket, { owner: keyOwner }: Signer): string[] {
  if (owner === undefined || keyOwner === undefined || keyOwner.isSameAs(owner)) {
    return [];
  }
  const administratorToo = region.ownership === "contract-owned";
  return when(
    !(administratorToo && keyOwner.administrator),
    `signingKey: belongs to ${keyOwner.node.path}, but IONOS lets only the owner of the bucket${isUnknown(name) ? "" : ` ${name}`}, ${owner.node.path}, ${administratorToo ? "or an administrator " : ""}share its objects: the link may be refused`,
  );
}

/** A secret key that Terraform must be told, as it is to sign, although the app knows it. */
function secretInClear(share: ShareDescriptor, { credentials }: Signer): string[] {
  return when(
    [share.bucket, share.object_key, share.version_id].some(isUnknown) &&
      !isUnknown(credentials.secretAccessKey),
    "signingKey: stands in clear in cdk.tf.json, as the link can only be signed at apply (give tokens instead, such as those of a sensitive TerraformVariable or of an ObjectStorageKey)",
  );
}

/** What Terraform will show in another form than it has. */
function denormalized(field: string, text: string | undefined, what: string): string[] {
  return when(
    text !== undefined && text !== text.normalize("NFC"),
    `${field}: is not in Unicode NFC; the link ${what}, but Terraform normalises the text in the share's descriptor`,
  );
}

function when(condition: boolean, warning: string): string[] {
  return condition ? [warning] : [];
}
