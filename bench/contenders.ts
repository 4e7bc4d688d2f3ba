import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl, S3RequestPresigner } from "@aws-sdk/s3-request-presigner";
import * as aws4 from "aws4";
import { AwsV4Signer } from "aws4fetch";
import { presign, type PresignRequest } from "cdktf-ionos-object-storage/signing";
import { Client } from "minio";
import { asyncContenders, type Contender, syncContender } from "./measure";
import {
  AMZ_DATE,
  BUCKET,
  CREDENTIALS,
  ENDPOINT,
  EXPIRES_IN_SECONDS,
  HOST,
  REGION,
  SIGNED_AT,
} from "./workload";

export const OURS = "presign";
export const GET_SIGNED_URL = "getSignedUrl (@aws-sdk)";

export function ours(requests: readonly PresignRequest[]): Contender {
  return syncContender(OURS, requests, presign);
}

/**
 * Other signers, each set up once as its documentation has it. They are given plain GETs: names
 * that need no encoding, no query, no headers.
 */
export function others(requests: readonly PresignRequest[]): Contender[] {
  const client = new S3Client({
    endpoint: ENDPOINT,
    region: REGION,
    credentials: CREDENTIALS,
    forcePathStyle: true,
    requestChecksumCalculation: "WHEN_REQUIRED",
  });
  return [
    ...viaGetSignedUrl(client, requests),
    ...viaRequestPresigner(client, requests),
    viaAws4(requests),
    ...viaAws4fetch(requests),
    ...viaMinio(requests),
  ];
}

function viaGetSignedUrl(client: S3Client, requests: readonly PresignRequest[]): Contender[] {
  const commands = requests.map(
    ({ objectKey }) => new GetObjectCommand({ Bucket: BUCKET, Key: objectKey }),
  );
  const options = { expiresIn: EXPIRES_IN_SECONDS, signingDate: SIGNED_AT };
  return asyncContenders(GET_SIGNED_URL, commands, (command) =>
    getSignedUrl(client, command, options),
  );
}

type HttpRequest = Parameters<S3RequestPresigner["presign"]>[0];

/** It gives a signed request; the little that makes a URL of that is kept as cheap as it can be. */
function viaRequestPresigner(client: S3Client, requests: readonly PresignRequest[]): Contender[] {
  const presigner = new S3RequestPresigner({ ...client.config });
  const httpRequests = requests.map(({ objectKey }): HttpRequest => ({
    method: "GET",
    protocol: "https:",
    hostname: HOST,
    path: `/${BUCKET}/${objectKey}`,
    query: {},
    headers: { host: HOST },
  }));
  const options = { expiresIn: EXPIRES_IN_SECONDS, signingDate: SIGNED_AT };
  return asyncContenders("S3RequestPresigner (@aws-sdk)", httpRequests, async (httpRequest) => {
    const { path, query = {} } = await presigner.presign(httpRequest, options);
    let url = `${ENDPOINT}${path}?`;
    for (const name in query) {
      url += `${name}=${encodeURIComponent(query[name] as string)}&`;
    }
    return url.slice(0, -1);
  });
}

/** aws4 writes its result into the request, so that each URL needs a new one. */
function viaAws4(requests: readonly PresignRequest[]): Contender {
  const paths = requests.map(
    ({ objectKey }) =>
      `/${BUCKET}/${objectKey}?X-Amz-Expires=${EXPIRES_IN_SECONDS}&X-Amz-Date=${AMZ_DATE}`,
  );
  return syncContender("aws4", paths, (path) => {
    const request: aws4.Request = {
      service: "s3",
      region: REGION,
      method: "GET",
      host: HOST,
      path,
      signQuery: true,
    };
    return ENDPOINT + aws4.sign(request, CREDENTIALS).path;
  });
}

function viaAws4fetch(requests: readonly PresignRequest[]): Contender[] {
  const cache = new Map<string, ArrayBuffer>();
  const options = requests.map(({ objectKey }) => ({
    method: "GET",
    url: `${ENDPOINT}/${BUCKET}/${objectKey}?X-Amz-Expires=${EXPIRES_IN_SECONDS}`,
    accessKeyId: CREDENTIALS.accessKeyId,
    secretAccessKey: CREDENTIALS.secretAccessKey,
    service: "s3",
    region: REGION,
    datetime: AMZ_DATE,
    signQuery: true,
    cache,
  }));
  return asyncContenders("aws4fetch", options, async (option) =>
    (await new AwsV4Signer(option).sign()).url.toString(),
  );
}

/** With the region given, minio asks no server. */
function viaMinio(requests: readonly PresignRequest[]): Contender[] {
  const client = new Client({
    endPoint: HOST,
    region: REGION,
    accessKey: CREDENTIALS.accessKeyId,
    secretKey: CREDENTIALS.secretAccessKey,
    pathStyle: true,
  });
  const names = requests.map(({ objectKey }) => objectKey);
  return asyncContenders("minio", names, (name) =>
    client.presignedUrl("GET", BUCKET, name, EXPIRES_IN_SECONDS, {}, SIGNED_AT),
  );
}
