import { type Value } from "../../../lib/plugin/protocol";
import { attempt } from "./failure";
import type { Client } from "./client";

type Membership = readonly [group: string, user: string];

/** The ids of a set that may not be there. */
export function idsOf(set: Value | undefined): string[] {
  return Array.isArray(set) ? set.map(String) : [];
}

export async function addMember(client: Client, group: string, user: string): Promise<void> {
  const write = client.write("POST", `/um/groups/${group}/users`, { id: user });
  await attempt(`an error occurred while adding user ${user} to group ${group}`, write);
}

/** Adds those who are new and removes those who are not there any more, in this order. */
export async function changeMembers(
  client: Client,
  {
    from,
    to,
    membership,
  }: {
    readonly from: Value | undefined;
    readonly to: Value | undefined;
    readonly membership: (id: string) => Membership;
  },
): Promise<void> {
  const [before, after] = [idsOf(from), idsOf(to)];
  for (const id of after.filter((one) => !before.includes(one))) {
    await addMember(client, ...membership(id));
  }
  for (const id of before.filter((one) => !after.includes(one))) {
    const [group, user] = membership(id);
    const write = client.write("DELETE", `/um/groups/${group}/users/${user}`);
    await attempt(`an error occurred while deleting user ${user} from group ${group}`, write);
  }
}
