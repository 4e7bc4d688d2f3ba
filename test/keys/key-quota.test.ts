import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type App, TerraformResource, TerraformStack, TerraformVariable, Token } from "cdktf";
import { Construct } from "constructs";
import { IonoscloudProvider, KeyStatus, ObjectStorageKey, ObjectStorageUser } from "../../lib";
import { OTHER_USER_ID, synth, testApp, testStack, USER_ID, warnings } from "../program";

class User extends TerraformResource {
  public constructor(stack: TerraformStack, id: string) {
    super(stack, id, {
      terraformResourceType: "ionoscloud_user",
      terraformGeneratorMetadata: { providerName: "ionoscloud" },
    });
  }
}

function keysStack(app: App, id: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new IonoscloudProvider(stack, "ionos", {});
  return stack;
}

function declareKeys(stack: TerraformStack, user: ObjectStorageUser, count: number): void {
  for (let i = 1; i <= count; i++) {
    new ObjectStorageKey(stack, `Key${i}`, { user });
  }
}

describe("the keys of a user", () => {
  test("may be five", () => {
    const stack = keysStack(testApp(), "a");

    declareKeys(stack, ObjectStorageUser.fromUserId(stack, "User", USER_ID), 5);

    expect(() => synth(stack)).not.toThrow();
  });

  test("are counted active or not, and the error names the user, the limit and every key", () => {
    const stack = keysStack(testApp(), "a");
    const user = ObjectStorageUser.fromUserId(stack, "User", USER_ID);

    declareKeys(stack, user, 5);
    new ObjectStorageKey(stack, "Old", { user, status: KeyStatus.INACTIVE });

    expect(() => synth(stack)).toThrow(
      `keys: must be at most 5 for one user, active or not, got 6 for the user ${USER_ID} (a/User): 6 in this app (a/Key1, a/Key2, a/Key3, a/Key4, a/Key5, a/Old); remove keys or give some to a technical user`,
    );
  });

  test("are counted over all stacks, and nothing is written", () => {
    const app = testApp();
    new TerraformStack(app, "first-of-all");
    const [a, b] = [keysStack(app, "a"), keysStack(app, "b")];
    new TerraformStack(app, "last-of-all");
    declareKeys(a, ObjectStorageUser.fromUserId(a, "User", USER_ID), 3);
    declareKeys(b, ObjectStorageUser.fromUserId(b, "User", USER_ID.toUpperCase()), 3);

    expect(() => app.synth()).toThrow(
      /got 6 for the user 11111111-2222-3333-4444-555555555555 \(a\/User, b\/User\): 6 in this app \(a\/Key1, a\/Key2, a\/Key3, b\/Key1, b\/Key2, b\/Key3\)/,
    );
    expect(existsSync(join(app.outdir, "manifest.json"))).toBe(false);
    expect(readdirSync(join(app.outdir, "stacks"))).toEqual([]);
  });

  test("are counted before a stack is written that came late but stands first", () => {
    const app = testApp();
    const first = new Construct(app, "first");
    const stack = keysStack(app, "keys");
    declareKeys(stack, ObjectStorageUser.fromUserId(stack, "User", USER_ID), 6);
    new TerraformStack(first, "late");

    expect(() => app.synth()).toThrow(/got 6 for the user/);
    expect(readdirSync(join(app.outdir, "stacks"))).toEqual([]);
  });

  test("are counted with those elsewhere, of which the largest number counts", () => {
    const stack = keysStack(testApp(), "a");
    const user = ObjectStorageUser.fromUserId(stack, "User", USER_ID, { keysElsewhere: 1 });
    ObjectStorageUser.fromUserId(stack, "Again", USER_ID, { keysElsewhere: 3 });

    declareKeys(stack, user, 2);
    expect(() => synth(stack)).not.toThrow();

    new ObjectStorageKey(stack, "Key3", { user });
    expect(() => synth(stack)).toThrow(
      /got 6 for .*: 3 in this app \(a\/Key1, a\/Key2, a\/Key3\) and 3 elsewhere \(keysElsewhere\)/,
    );
  });

  test("of another user are not counted", () => {
    const stack = keysStack(testApp(), "a");
    const other = ObjectStorageUser.fromUserId(stack, "Other", OTHER_USER_ID, { keysElsewhere: 5 });

    declareKeys(stack, ObjectStorageUser.fromUserId(stack, "User", USER_ID), 5);

    expect(other.keysElsewhere).toBe(5);
    expect(() => synth(stack)).not.toThrow();
  });

  test("are counted where two tokens stand for one attribute of one resource", () => {
    const stack = keysStack(testApp(), "a");
    const user = new User(stack, "Ada");
    const [one, two] = [user.getStringAttribute("id"), user.getStringAttribute("id")];
    expect(one).not.toBe(two);

    declareKeys(stack, ObjectStorageUser.fromUserId(stack, "One", one), 3);
    const again = ObjectStorageUser.fromUserId(stack, "Two", two, { keysElsewhere: 2 });
    expect(() => synth(stack)).not.toThrow();

    new ObjectStorageKey(stack, "Another", { user: again });
    expect(() => synth(stack)).toThrow(/got 6 for the user a\/One, a\/Two: 4 in this app/);
  });

  test("are counted where a token of one stack is used in another", () => {
    const app = testApp();
    const [a, b] = [keysStack(app, "a"), keysStack(app, "b")];
    const user = new User(a, "Ada");
    declareKeys(a, ObjectStorageUser.fromUserId(a, "User", user.getStringAttribute("id")), 3);
    declareKeys(b, ObjectStorageUser.fromUserId(b, "User", user.getStringAttribute("id")), 3);

    expect(() => app.synth()).toThrow(/got 6 for the user a\/User, b\/User/);
  });

  test("are not mixed up where names differ in case alone", () => {
    const stack = keysStack(testApp(), "a");
    for (const name of ["Ada", "ada"]) {
      const id = new User(stack, name).getStringAttribute("id");
      const user = ObjectStorageUser.fromUserId(stack, `User${name}`, id);
      for (let i = 1; i <= 3; i++) {
        new ObjectStorageKey(stack, `Key${name}${i}`, { user });
      }
    }

    expect(() => synth(stack)).not.toThrow();
  });

  test("are not counted once they are removed again", () => {
    const stack = keysStack(testApp(), "a");
    declareKeys(stack, ObjectStorageUser.fromUserId(stack, "User", USER_ID), 6);

    stack.node.tryRemoveChild("Key6");

    expect(() => synth(stack)).not.toThrow();
  });

  test("are counted once where one stack stands in another", () => {
    const app = testApp();
    const outer = keysStack(app, "outer");
    const inner = keysStack(outer as unknown as App, "inner");
    declareKeys(outer, ObjectStorageUser.fromUserId(outer, "User", USER_ID), 3);
    declareKeys(inner, ObjectStorageUser.fromUserId(inner, "User", USER_ID), 3);

    expect(() => app.synth()).toThrow(/^[^]*got 6(?![^]*got 6)/);
  });

  test("are not mixed up where resources of two stacks have one name", () => {
    const app = testApp();
    const [a, b] = [keysStack(app, "a"), keysStack(app, "b")];
    for (const stack of [a, b]) {
      const id = new User(stack, "Ada").getStringAttribute("id");
      declareKeys(stack, ObjectStorageUser.fromUserId(stack, "User", id), 3);
    }

    expect(() => app.synth()).not.toThrow();
  });

  test("are counted where a token hides a literal id, or is a variable", () => {
    const stack = keysStack(testApp(), "a");
    const variable = new TerraformVariable(stack, "user", { type: "string" });
    const hidden = Token.asString({ resolve: () => USER_ID, creationStack: [] });
    declareKeys(stack, ObjectStorageUser.fromUserId(stack, "Known", USER_ID), 4);
    const other = ObjectStorageUser.fromUserId(stack, "Var", variable.stringValue);
    new ObjectStorageKey(stack, "OfVariable", { user: other });
    const user = ObjectStorageUser.fromUserId(stack, "Hidden", hidden, { keysElsewhere: 2 });

    expect(user.keysElsewhere).toBe(2);
    expect(() => synth(stack)).toThrow(/got 6 for .*\(a\/Known, a\/Hidden\): 4 in this app/);
  });

  test("are warned of once when no place is left, as a renamed key needs one", () => {
    const app = testApp();
    const [a, b] = [keysStack(app, "a"), keysStack(app, "b")];
    declareKeys(a, ObjectStorageUser.fromUserId(a, "Ada", USER_ID, { keysElsewhere: 1 }), 3);
    declareKeys(b, ObjectStorageUser.fromUserId(b, "Ada", USER_ID), 1);
    const bob = ObjectStorageUser.fromUserId(b, "Bob", OTHER_USER_ID);
    new ObjectStorageKey(b, "OfBob", { user: bob });

    app.synth();

    expect([...warnings(a), ...warnings(b)]).toEqual([
      `keys: are 5 of 5 for the user ${USER_ID} (a/Ada, b/Ada); a key whose construct is renamed is another key, which may find no place as long as the old one is there (rename with moveFromId, or delete a key first)`,
    ]);
  });

  test("fail when the app says two things of one user", () => {
    const stack = testStack("a");
    ObjectStorageUser.fromUserId(stack, "Admin", USER_ID, { administrator: true });
    ObjectStorageUser.fromUserId(stack, "Plain", USER_ID);

    expect(() => synth(stack)).toThrow(
      "administrator: must be the same wherever the app names one user, got true at a/Admin and false at a/Plain",
    );
  });
});
