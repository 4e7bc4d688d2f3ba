import { readFields, requireObject } from "./body";
import { Refusal } from "./refusal";

/** The kinds of things that requests are about. */
const RESOURCES = ["user", "group", "member", "key", "request"] as const;
export type Resource = (typeof RESOURCES)[number];

const METHODS = ["GET", "POST", "PUT", "DELETE"] as const;
export type Method = (typeof METHODS)[number];

/** What tells whether a fault is meant for a request. */
export interface Target {
  readonly method: string;
  readonly on?: Resource | undefined;
}

/** What can go wrong on demand, and in which requests. All are 4xx or FAILED: the provider retries 5xx for hours. */
const FAULTS = {
  /** A key cannot be made: 422, as long as the privilege of the group has not reached the user. */
  "privilege-not-propagated": ({ method, on }: Target) => method === "POST" && on === "key",

  /** `active` of a key cannot be set: 422. In a create, the key is there by then. */
  "key-update-refused": ({ method, on }: Target) => method === "PUT" && on === "key",

  /** The status of an accepted write is RUNNING for a number of `polls` (5 to 10 s each, to the provider). */
  "slow-request": isPolledWrite,

  /** An accepted write ends as FAILED, with a `message`, and has changed nothing. */
  "failed-request": isPolledWrite,

  /** The token is refused: 401. */
  "token-expired": () => true,
} satisfies Record<string, (target: Target) => boolean>;

export type FaultName = keyof typeof FAULTS;

/** A fault to arm. */
export interface FaultOrder {
  readonly name: FaultName;

  /** How many matching requests it hits before it is gone. @default 1 */
  readonly times?: number;

  /** Hits only requests about such things. @default all that the fault can hit */
  readonly on?: Resource;

  /** Hits only requests of this method. @default all that the fault can hit */
  readonly method?: Method;

  /** How often a slow request is RUNNING. @default 1 */
  readonly polls?: number;

  /** What the answer says. @default a text of this sandbox's */
  readonly message?: string;
}

/** A fault that waits for requests: `times` is what is left. */
export interface Fault extends FaultOrder {
  readonly times: number;
}

/** The faults that are armed, in the order in which they were. */
export class Faults {
  private armed: Fault[] = [];

  /** Takes an order as it came, also over HTTP. */
  public arm(order: FaultOrder): void {
    this.armed.push(checked(order));
  }

  public list(): readonly Fault[] {
    return [...this.armed];
  }

  public clear(): void {
    this.armed = [];
  }

  /** The fault that would hit a request. */
  public find(name: FaultName, target: Target): Fault | undefined {
    return this.armed.find(
      (fault) =>
        fault.name === name &&
        FAULTS[name](target) &&
        (fault.on ?? target.on) === target.on &&
        (fault.method ?? target.method) === target.method,
    );
  }

  /** The same, and counts it. */
  public take(name: FaultName, target: Target): Fault | undefined {
    const fault = this.find(name, target);
    if (fault !== undefined) {
      this.armed = this.armed
        .map((other) => (other === fault ? { ...fault, times: fault.times - 1 } : other))
        .filter(({ times }) => times > 0);
    }
    return fault;
  }
}

/** Nobody asks for the status of a key's deletion: the provider looks at the key until it is gone. */
function isPolledWrite({ method, on }: Target): boolean {
  return method !== "GET" && !(method === "DELETE" && on === "key");
}

function checked(order: FaultOrder): Fault {
  const { times, polls } = requireObject(order, "body");
  const strings = { name: "string", on: "string", method: "string", message: "string" } as const;
  const { name, on, method, message } = readFields(order, strings);
  return {
    name: oneOf("name", name, Object.keys(FAULTS) as FaultName[]),
    times: times === undefined ? 1 : count("times", times),
    ...(on !== undefined && { on: oneOf("on", on, RESOURCES) }),
    ...(method !== undefined && { method: oneOf("method", method, METHODS) }),
    ...(polls !== undefined && { polls: count("polls", polls) }),
    ...(message !== undefined && { message }),
  };
}

function oneOf<T extends string>(field: string, value: unknown, allowed: readonly T[]): T {
  const match = allowed.find((one) => one === value);
  if (match === undefined) {
    throw new Refusal(400, `${field}: must be one of ${allowed.join(", ")}, got something else`);
  }
  return match;
}

function count(field: string, value: unknown): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1) {
    throw new Refusal(400, `${field}: must be a whole number from 1, got something else`);
  }
  return value;
}
