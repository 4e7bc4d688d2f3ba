import { notFound } from "./refusal";

/** The state of a write, as the provider polls it. */
export interface RequestStatus {
  readonly status: "RUNNING" | "DONE" | "FAILED";
  readonly message: string;
}

/** The writes that the Cloud API has accepted, and how each goes on. */
export class Requests {
  private readonly open = new Map<string, { polls: number; readonly end: RequestStatus }>();

  /** Accepts a write that is RUNNING for a number of polls; with a failure, it then ends as FAILED. */
  public accept(id: string, polls: number, failure?: string): void {
    const end: RequestStatus =
      failure === undefined
        ? { status: "DONE", message: "Request has been successfully executed" }
        : { status: "FAILED", message: failure };
    this.open.set(id, { polls, end });
  }

  /** The status at this poll, which counts. */
  public poll(id: string): RequestStatus {
    const request = this.open.get(id);
    if (request === undefined) {
      throw notFound();
    }
    request.polls -= 1;
    return request.polls >= 0 ? { status: "RUNNING", message: "" } : request.end;
  }
}
