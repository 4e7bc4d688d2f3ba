import { Region, type RegionProps } from "../../lib";

describe("Region", () => {
  // As the official provider 6.7.34 signs: its client.go of objectstorage and of userobjectstorage.
  test.each([
    ["DE", "de", "https://s3.eu-central-1.ionoscloud.com", "user-owned", "Frankfurt, Germany"],
    [
      "EU_CENTRAL_2",
      "eu-central-2",
      "https://s3.eu-central-2.ionoscloud.com",
      "user-owned",
      "Berlin, Germany",
    ],
    [
      "EU_SOUTH_2",
      "eu-south-2",
      "https://s3.eu-south-2.ionoscloud.com",
      "user-owned",
      "Logroño, Spain",
    ],
    [
      "EU_CENTRAL_3",
      "eu-central-3",
      "https://s3.eu-central-3.ionoscloud.com",
      "contract-owned",
      "Berlin, Germany",
    ],
    [
      "EU_CENTRAL_4",
      "eu-central-4",
      "https://s3.eu-central-4.ionoscloud.com",
      "contract-owned",
      "Frankfurt, Germany",
    ],
    [
      "US_CENTRAL_1",
      "us-central-1",
      "https://s3.us-central-1.ionoscloud.com",
      "contract-owned",
      "Lenexa, USA",
    ],
  ] as const)("%s signs as %s at %s, %s, in %s", (constant, name, endpoint, ownership, place) => {
    expect(Region[constant]).toMatchObject({ name, endpoint, ownership });
    expect(Region[constant].place).toBe(place);
  });

  test("may be any S3-compatible server", () => {
    const region = {
      name: "auto",
      endpoint: "http://127.0.0.1:9000",
      ownership: "user-owned",
    } as const;

    expect(Region.of(region)).toMatchObject(region);
    expect(Region.of({ ...region, place: "here" }).place).toBe("here");
  });

  test.each([
    ["contract", '"contract"'],
    [undefined, "nothing"],
  ])("fails when the ownership is %p", (ownership, shown) => {
    const props = { name: "a", endpoint: "https://a.example", ownership } as RegionProps;

    expect(() => Region.of(props)).toThrow(
      `ownership: must be "user-owned" or "contract-owned", got ${shown}`,
    );
  });
});
