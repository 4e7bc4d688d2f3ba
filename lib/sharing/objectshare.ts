import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ISynthesisSession, TerraformLocal, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import {
  installPlugin,
  LOCAL_NAME,
  pluginVersion,
  removePlugin,
  SOURCE,
  unlockOtherVersions,
  TERRAFORM_VERSIONS,
} from "../plugin/package";
import { type Credentials, fingerprint } from "../signing";
import { literal } from "./share-descriptor";
import { isUnknown } from "./unknown-text";

/** Where cdktf looks for what a construct does at the end of synth. */
const CUSTOM_SYNTHESIS = Symbol.for("cdktf/customSynthesis");

/** Where `terraform init` looks for plugins before it asks any server, in the folder that it runs in. */
const MIRROR = "terraform.d/plugins";
const REQUIREMENT = `${LOCAL_NAME}.tf.json`;

const providers = new WeakMap<IConstruct, ObjectShare>();

/** What all calls that sign with one key have in common. */
interface Pair {
  /** Expression for the credentials, which Terraform treats as sensitive. */
  readonly credentials: string;

  /** Fingerprint of the access key, or a token for it. */
  readonly fingerprint: string;
}

/** A call of one of the provider's functions, to stand in an expression. */
export function functionCall(name: "presign" | "fingerprint", argument: string): string {
  return `provider::${LOCAL_NAME}::${name}(${argument})`;
}

/** Our Terraform provider in one stack: the requirement, the files, and the locals that its calls share. */
export class ObjectShare extends Construct {
  /** The one of a share's stack. */
  public static of(share: IConstruct): ObjectShare {
    const stack = TerraformStack.of(share);
    let provider = providers.get(stack);
    if (provider === undefined) {
      provider = new ObjectShare(stack);
      providers.set(stack, provider);
    }
    return provider;
  }

  private readonly pairs = new Map<object, Pair>();
  private isRequired = false;

  private constructor(private readonly stack: TerraformStack) {
    super(stack, LOCAL_NAME);
    Object.defineProperty(this, CUSTOM_SYNTHESIS, {
      value: {
        onSynthesize: ({ outdir, manifest }: ISynthesisSession) => {
          this.writeInto(join(outdir, manifest.forStack(stack).workingDirectory));
        },
      },
    });
  }

  /** Makes the stack need the provider. It has no `provider` block: there is nothing to configure. */
  public require(): void {
    if (!this.isRequired) {
      this.isRequired = true;
      this.stack.addOverride(`terraform.required_providers.${LOCAL_NAME}`, {
        source: SOURCE,
        version: pluginVersion(),
      });
    }
  }

  /** The locals of a signing key, made at its first use. */
  public pairOf(signingKey: object, credentials: Credentials): Pair {
    let pair = this.pairs.get(signingKey);
    if (pair === undefined) {
      const scope = new Construct(this, `signing_key_${this.pairs.size + 1}`);
      pair = definePair(scope, credentials);
      this.pairs.set(signingKey, pair);
    }
    return pair;
  }

  /** Puts into the stack's folder what it needs, and removes what it needed in an earlier run. */
  private writeInto(folder: string): void {
    const mirror = join(folder, MIRROR);
    const requirement = join(folder, REQUIREMENT);
    if (this.isRequired) {
      removePlugin(mirror, installPlugin(mirror));
      unlockOtherVersions(folder);
      // In a file of its own: a stack has one such text, which may be the user's, while each file may have one.
      writeFileSync(
        requirement,
        `${JSON.stringify({ terraform: { required_version: TERRAFORM_VERSIONS } }, null, 2)}\n`,
      );
    } else {
      removePlugin(mirror);
      rmSync(requirement, { force: true });
    }
  }
}

/**
 * The sensitive local stands between the pair and every call: an error of Terraform shows the values of what an
 * expression refers to, unless they are sensitive, and the official provider does not say so of a secret key.
 */
function definePair(scope: Construct, credentials: Credentials): Pair {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const pair = new TerraformLocal(scope, "pair", {
    access_key_id: literal(accessKeyId),
    secret_access_key: literal(secretAccessKey),
    ...(sessionToken !== undefined && { session_token: literal(sessionToken) }),
  });
  const sensitive = new TerraformLocal(
    scope,
    "credentials",
    `\${sensitive(local.${pair.friendlyUniqueId})}`,
  );
  return {
    credentials: `local.${sensitive.friendlyUniqueId}`,
    fingerprint: isUnknown(accessKeyId)
      ? defineFingerprint(scope, sensitive)
      : fingerprint(accessKeyId),
  };
}

/** Where the access key is sensitive too, its fingerprint still may be shown to everybody. */
function defineFingerprint(scope: Construct, credentials: TerraformLocal): string {
  const call = functionCall("fingerprint", `local.${credentials.friendlyUniqueId}.access_key_id`);
  return new TerraformLocal(scope, "fingerprint", `\${nonsensitive(${call})}`).asString;
}
