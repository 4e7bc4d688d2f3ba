import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import axe, { type AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { parsePlan, renderHtml, type Review, review } from "../../lib/review";
import { printable } from "../../lib/review/render/wording";
import { fingerprint } from "../../lib/signing";
import { NOW, OTHER_USER_ID } from "../program";
import { hasChromium, startChromium } from "../sandbox/chromium";
import { SAMPLE_CREDENTIALS } from "../signing/requests";
import { HOSTILE_OBJECT_KEYS, hostileReview } from "./hostile";
import {
  descriptor,
  keyValues,
  newKey,
  planJson,
  resourceChange,
  unchanged,
  userValues,
} from "./plan-json";

const describeWithChromium = hasChromium() ? describe : describe.skip;

const mine = { access_key_fingerprint: fingerprint(SAMPLE_CREDENTIALS.accessKeyId) };
const later = {
  signed_at: "2026-11-22T12:00:00Z",
  expires_at: "2026-11-23T00:00:00Z",
  renews_at: "2026-11-22T18:00:00Z",
};
const admin = { id: OTHER_USER_ID, administrator: true };

/** A plan that has something of everything. */
function sample(): Review {
  const update = (before: object, after: object) => ({
    actions: ["update"],
    before: descriptor({ ...before }),
    after: descriptor({ ...after }),
    after_unknown: false,
  });
  const plan = planJson(
    [
      resourceChange(
        "ionoscloud_s3_key.deploy",
        ["update"],
        keyValues(),
        keyValues({ active: false }),
      ),
      resourceChange("ionoscloud_s3_key.old", ["delete"], keyValues({ id: "OLD" }), null),
      resourceChange("ionoscloud_s3_key.next", ["create"], null, ...newKey()),
      resourceChange(
        "ionoscloud_s3_key.admin",
        ["no-op"],
        keyValues({ id: "ADMIN", user_id: OTHER_USER_ID }),
        keyValues({ id: "ADMIN", user_id: OTHER_USER_ID }),
      ),
      resourceChange(
        "ionoscloud_user.grace",
        ["update"],
        userValues({ ...admin, administrator: false }),
        userValues(admin),
      ),
      resourceChange(
        "ionoscloud_object_storage_accesskey.k",
        ["create"],
        null,
        {},
        {
          after_unknown: { accesskey: true, id: true, secretkey: true },
        },
      ),
    ],
    {
      outputs: {
        Report_share: unchanged(descriptor(mine)),
        Longer_share: update({}, { ...later, expires_at: "2026-11-25T12:00:00Z" }),
        Renewed_share: update({}, later),
        RenewedDead_share: update(mine, { ...later, ...mine }),
        Gone_share: { actions: ["delete"], before: descriptor(mine) },
        Late_share: {
          actions: ["create"],
          before: null,
          after: { format: "presigned-url/1", method: "GET" },
          after_unknown: Object.fromEntries(
            Object.keys(descriptor())
              .filter((field) => !["format", "method"].includes(field))
              .map((field) => [field, true]),
          ),
        },
      },
    },
  );
  return review(parsePlan(plan), { now: Date.parse(NOW) });
}

describeWithChromium("The page of a review, in Chromium,", () => {
  let browser: Browser;
  let server: Server;
  let html = "";
  const requests: string[] = [];

  beforeAll(async () => {
    browser = await startChromium();
    server = createServer((request, response) => {
      requests.push(request.url ?? "");
      response.setHeader("content-type", "text/html");
      response.end(html);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });

  afterAll(async () => {
    await browser.close();
    server.close();
  });

  /** Opens a page as a browser gets it from a server; what it complains about is the second. */
  async function open(
    page: string,
    options: Parameters<Browser["newPage"]>[0] = {},
  ): Promise<[Page, string[]]> {
    html = page;
    requests.length = 0;
    const complaints: string[] = [];
    const opened = await browser.newPage({ viewport: { width: 1200, height: 900 }, ...options });
    opened.on("console", (message) => complaints.push(message.text()));
    opened.on("pageerror", (error) => complaints.push(error.message));
    opened.on("dialog", (dialog) => complaints.push(dialog.message()));
    await opened.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return [opened, complaints];
  }

  test("makes no request but its own, runs nothing, and has its style", async () => {
    for (const result of [sample(), hostileReview()]) {
      const [page, complaints] = await open(renderHtml(result));
      await page.waitForTimeout(300);

      expect(complaints).toEqual([]);
      expect(requests).toEqual(["/"]);
      expect(await page.evaluate("document.scripts.length")).toBe(0);
      expect(await page.evaluate("getComputedStyle(document.body).margin")).toBe("0px");
      await page.close();
    }
  });

  test("forbids what it does not need: images, scripts, styles and frames put into it", async () => {
    const planted = `<img src="/image"><script src="/script"></script><script>alert(1)</script>
      <link rel="stylesheet" href="/style"><iframe src="/frame"></iframe><p style="color: red">x</p></body>`;
    const [page, complaints] = await open(renderHtml(sample()).replace("</body>", planted));

    expect(requests).toEqual(["/"]);
    expect(
      complaints.filter((text) => /Content Security Policy/.test(text)).length,
    ).toBeGreaterThan(5);
    await page.close();
  });

  test("shows hostile names as text, and has no element but its own", async () => {
    const [page] = await open(renderHtml(hostileReview()));
    const text = await page.evaluate<string>("document.body.textContent");
    const elements = await page.evaluate<string>(
      "[...new Set([...document.querySelectorAll('*')].map((e) => e.localName))].sort().join()",
    );

    for (const name of HOSTILE_OBJECT_KEYS) {
      expect(text.includes(printable(name))).toBe(true);
    }
    expect(elements).toBe(
      "body,br,code,details,div,footer,h1,h2,head,header,html,li,line,main,meta,p,rect,section," +
        "span,strong,style,summary,svg,table,tbody,td,text,th,thead,time,title,tr,ul",
    );
    await page.close();
  });

  test("gives each user five places, with status, ADMIN and what happens", async () => {
    const [page] = await open(renderHtml(sample()));
    const cards = page.locator(".card");
    const first = cards.filter({ hasText: "ionoscloud_s3_key.deploy" });
    const second = cards.filter({ hasText: "ionoscloud_user.grace" });

    expect(await first.getByRole("listitem").count()).toBe(5);
    expect(await second.getByRole("listitem").count()).toBe(5);
    expect(await first.getByRole("listitem").allInnerTexts()).toEqual([
      expect.stringMatching(/deploy[^]*inactive[^]*deactivated/),
      expect.stringMatching(/old[^]*deleted/),
      expect.stringMatching(/next[^]*active[^]*known after apply[^]*created/),
      "no key of this plan",
      "no key of this plan",
    ]);
    expect(await second.getByRole("heading").innerText()).toBe("User ionoscloud_user.grace");
    expect(await second.getByText("ADMIN", { exact: true }).count()).toBe(2);
    expect(await cards.filter({ hasText: "accesskey.k" }).innerText()).toMatch(
      /^Keys whose owner this plan does not name/,
    );
    await page.close();
  });

  test("gives each link a row: when it works, when it is renewed, when it ends, what changes", async () => {
    const [page] = await open(renderHtml(sample()));
    const row = (name: string) => page.getByRole("row").filter({ hasText: `output.${name}_share` });

    expect(await row("Report").innerText()).toMatch(
      /22 Nov 18:00[^]*renews 22 Nov 12:00[^]*dies with its key/,
    );
    expect(await row("Longer").innerText()).toMatch(/25 Nov 12:00[^]*extended/);
    expect(await row("Gone").innerText()).toMatch(/dies with its key[^]*removed/);
    expect(await row("Late").innerText()).toMatch(/known after apply[^]*added/);

    const width = async (name: string, part: string): Promise<number> =>
      (await row(name).locator(`.${part}`).boundingBox())?.width ?? 0;
    // Six hours each to the renewal; then 6 hours, or 66.
    expect((await width("Longer", "rest")) / (await width("Report", "rest"))).toBeCloseTo(11, 0);
    expect((await width("Longer", "window")) / (await width("Report", "window"))).toBeCloseTo(1, 1);
    expect(await row("RenewedDead").locator(".dead").count()).toBe(2);
    expect(await row("Renewed").locator(".dead").count()).toBe(0);
    await page.close();
  });

  test("can be used with the keyboard alone", async () => {
    const [page] = await open(renderHtml(sample()));
    const targets = await page.locator("summary, [tabindex='0']").count();
    const reached: string[] = [];
    for (let i = 0; i < targets; i += 1) {
      await page.keyboard.press("Tab");
      reached.push(await page.evaluate<string>("document.activeElement.textContent"));
    }
    expect(targets).toBe(10);
    expect(new Set(reached).size).toBe(targets);

    const folded = page.locator("details.info");
    await folded.locator("summary").focus();
    await page.keyboard.press("Enter");
    expect(await folded.getAttribute("open")).toBe("");
    await page.close();
  });

  test.each(["light", "dark"] as const)(
    "has no fault that axe finds, contrast included: %s",
    async (colorScheme) => {
      for (const result of [sample(), hostileReview(["a"]), emptyReview()]) {
        const [page] = await open(renderHtml(result), { colorScheme });
        await page.evaluate(axe.source);
        const { violations, passes } = await page.evaluate<AxeResults>("axe.run()");

        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
        expect(passes.map(({ id }) => id)).toContain("color-contrast");
        await page.close();
      }
    },
  );

  test("says by words, too, what its pictures say", async () => {
    const [page] = await open(renderHtml(sample()));
    const snapshot = await page.locator("body").ariaSnapshot();

    expect(snapshot).toMatch(/heading "Keys and links of a plan" \[level=1\]/);
    expect(snapshot).toMatch(/region "Links on a time line"/);
    expect(snapshot).toMatch(/row "output.Report_share .* dies with its key"/);
    await page.close();
  });

  test("prints what is folded, and fits a phone", async () => {
    const [page] = await open(renderHtml(sample()));
    const isShown = (): Promise<unknown> =>
      page.evaluate("document.querySelector('details.info li').checkVisibility()");

    expect(await isShown()).toBe(false);
    await page.emulateMedia({ media: "print" });
    expect(await isShown()).toBe(true);
    expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(10_000);

    await page.emulateMedia({ media: "screen" });
    await page.setViewportSize({ width: 360, height: 700 });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
    await page.close();
  });

  function emptyReview(): Review {
    return review(parsePlan(planJson([])), { now: Date.parse(NOW) });
  }
});

test("the page holds no script, no address to load from, and no style but one", () => {
  const page = renderHtml(sample());

  expect(page).not.toMatch(/<script|<link|<img|\son\w+=|\sstyle=|url\(|@import|https?:/i);
  expect(page).toContain(`content="default-src 'none'; style-src 'sha256-`);
});
