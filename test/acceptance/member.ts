import type { TerraformStack } from "cdktf";
import { KeyStatus, ObjectStorageKey, ObjectStorageUser } from "../../lib";
import { CloudUser, ObjectStorageGroup } from "../sandbox/cloud-resources";

/** A user who may have keys, with the group that says so. Gives what makes keys for that user. */
export function member(
  stack: TerraformStack,
  name: string,
): (id: string, status?: KeyStatus) => ObjectStorageKey {
  const person = new CloudUser(stack, name);
  const group = new ObjectStorageGroup(stack, "Group", [person]);
  const user = ObjectStorageUser.fromUserId(stack, `${name}User`, person.userId);
  return (id, status = KeyStatus.ACTIVE) =>
    new ObjectStorageKey(stack, id, { user, status, dependsOn: [group] });
}
