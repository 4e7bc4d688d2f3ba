import { presign, type PresignRequest } from "../../lib/signing";
import { readVectors, VALID_REQUEST } from "./requests";

describe("presign agrees with", () => {
  const vectors = readVectors();

  test("there are 240 recorded requests", () => {
    expect(vectors).toHaveLength(240);
  });

  test.each(vectors.map(({ request, url }, i) => ({ line: i + 1, request, url })))(
    "recorded request $line",
    ({ request, url }) => {
      expect(presign(request)).toBe(url);
    },
  );

  // Sample keys of IONOS' documentation; 1 to 6 by botocore and plain HMAC, 7 by the AWS SDK and plain HMAC.
  test.each<[string, Partial<PresignRequest>, string]>([
    ["1: GET", {}, "306942eb6e3b4b6e9128f00a308d7a155e0373d2d357390bb8b353d17d7b9ea2"],
    [
      "2: PUT",
      { method: "PUT" },
      "54b91a47b3d315872d81ce06f89ff1fd6dbc98da90f921c23569e90cb92a9997",
    ],
    [
      "3: GET, virtual-hosted",
      { addressing: "virtual-hosted" },
      "1c45680cbcdd1630d6e8d64cd098098572d5dbec7a5d31a9c0302447bab1589d",
    ],
    [
      "4: PUT, virtual-hosted",
      { method: "PUT", addressing: "virtual-hosted" },
      "8ac575be03d658c109151e4b845509e0fa3b715028dbf01abe99cc54608a5021",
    ],
    [
      "5: Frankfurt, whose host and region differ",
      { endpoint: "https://s3.eu-central-1.ionoscloud.com", region: "de" },
      "2e352236b6f0cb81c2729961a71973c6e70356e792f0e67ced8231e4ece3f946",
    ],
    [
      "6: odd object key and a file name to answer with",
      {
        objectKey: "dir/a b+ü.txt",
        query: { "response-content-disposition": 'attachment; filename="x.txt"' },
        expiresInSeconds: 604800,
      },
      "5dbd56a3a58168a6eaab86c24f478e7bd51b93afcb4331e6db0e82f33b6b4830",
    ],
    [
      "7: the parameters that the AWS SDK adds",
      {
        method: "PUT",
        query: { "X-Amz-Content-Sha256": "UNSIGNED-PAYLOAD", "x-id": "PutObject" },
      },
      "19c2b69558d7dd6a101da65abeb19a6c80be79f90cbbb38d11304c3b8220d597",
    ],
  ])("IONOS vector %s", (_name, change, signature) => {
    const url = presign({ ...VALID_REQUEST, ...change });

    expect(url.endsWith(`&X-Amz-Signature=${signature}`)).toBe(true);
  });

  test("the presigned GET that AWS publishes", () => {
    // Source: Amazon S3 API Reference, Authenticating Requests: Using Query Parameters.
    const url = presign({
      method: "GET",
      endpoint: "https://s3.amazonaws.com",
      region: "us-east-1",
      bucket: "examplebucket",
      objectKey: "test.txt",
      addressing: "virtual-hosted",
      credentials: {
        accessKeyId: "AKIAIOSFODNN7EXAMPLE",
        secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
      },
      signedAt: new Date("2013-05-24T00:00:00Z"),
      expiresInSeconds: 86400,
    });

    expect(url).toBe(
      "https://examplebucket.s3.amazonaws.com/test.txt" +
        "?X-Amz-Algorithm=AWS4-HMAC-SHA256" +
        "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request" +
        "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host" +
        "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
    );
  });
});
