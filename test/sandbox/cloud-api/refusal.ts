/**
 * A request that the Cloud API refuses. Status and body shape are the API's; where a message is known to come
 * from IONOS, the place that throws it says so. The error codes are this stand-in's own.
 */
export class Refusal extends Error {
  public constructor(
    public readonly status: 400 | 401 | 404 | 405 | 413 | 415 | 422,
    message: string,
  ) {
    super(message);
    this.name = "Refusal";
  }

  public get body(): unknown {
    return {
      httpStatus: this.status,
      messages: [{ errorCode: `sandbox-${this.status}`, message: this.message }],
    };
  }
}

export function notFound(): Refusal {
  return new Refusal(404, "Resource does not exist");
}
