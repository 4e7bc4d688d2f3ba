/** The part of aws4, which has no types of its own, that is compared here. */
declare module "aws4" {
  export interface Request {
    readonly service: string;
    readonly region: string;
    readonly method: string;
    readonly host: string;
    readonly path: string;
    readonly signQuery: true;
  }

  export interface Credentials {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  }

  /**
   * Signs in place: the path of the request that it returns, which is the one given, is the signed
   * one.
   */
  export function sign(request: Request, credentials: Credentials): Request;
}
