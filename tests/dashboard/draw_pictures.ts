import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { ReviewQueueItem } from "../../engine/domain/mod.ts";
import { type DashboardScene, withDashboard } from "./dashboard_scene.ts";
import { openPage, withBrowser } from "./open_browser.ts";
import { openReviewClient } from "./review/review_client.ts";
import { visitPage } from "./visit_page.ts";

const IMAGES = new URL("../../images/", import.meta.url);

/** Seconds of the clock between the first warning and its picture. */
const PAUSE_MS = 1_500;

/** Seconds after the first P by which picks are made and the event is located. */
const SETTLED_SECONDS = 62;

const PHONE = { viewport: { width: 375, height: 812 }, deviceScaleFactor: 2 };

/** Draws the pictures of the dashboard anew, for the README: the simulated earthquake at its own pace. */
export async function drawPictures(): Promise<void> {
  await withDashboard({ speed: 1, quietSeconds: 12 }, async (scene) => {
    await withBrowser(async (browser) => {
      const live = await open(browser, scene.url, {
        ...{ viewport: { width: 1440, height: 1100 }, colorScheme: "dark" },
      });
      const phone = await open(browser, scene.url, { ...PHONE, colorScheme: "dark" });
      await live.locator(".site[data-countdown='counting']").first().waitFor({ timeout: 60_000 });
      await live.waitForTimeout(PAUSE_MS);
      const [wide, alert] = await Promise.all([live.screenshot(), phone.screenshot()]);
      await Deno.writeFile(new URL("dashboard_live.png", IMAGES), wide);
      await scene.after(25);
      await drawForecasts(browser, scene, alert);
      await scene.after(SETTLED_SECONDS);
      await drawReview(browser, scene);
    });
  });
}

/** From a server of the records alone, where no alert lies over them. */
async function drawForecasts(
  browser: Browser,
  scene: DashboardScene,
  alert: Uint8Array,
): Promise<void> {
  const { made } = await scene.forecast();
  const server = await scene.serveRecords();
  try {
    const path = `/forecasts/${encodeURIComponent(made[0].id)}`;
    const page = await open(browser, `${server.url}/#${path}`, {
      ...{ viewport: { width: 1440, height: 1120 }, colorScheme: "light" },
    });
    await visitPage(page, path);
    await Deno.writeFile(new URL("dashboard_forecast.png", IMAGES), await page.screenshot());
    await visitPage(page, "/skill");
    await page.setViewportSize({ width: 1440, height: 1240 });
    await page.locator(".plot canvas").waitFor();
    await Deno.writeFile(new URL("dashboard_skill.png", IMAGES), await page.screenshot());
    const phone = await open(browser, `${server.url}/#${path}`, { ...PHONE, colorScheme: "light" });
    await visitPage(phone, path);
    const beside = await placeBeside(browser, [alert, await phone.screenshot()]);
    await Deno.writeFile(new URL("dashboard_phone.png", IMAGES), beside);
  } finally {
    await server.stop();
  }
}

/** A pick that is being moved, where others have said something before; and an event on a phone, in the dark. */
async function drawReview(browser: Browser, scene: DashboardScene): Promise<void> {
  const { items } = await (await fetch(`${scene.url}/v1/reviews/queue?limit=1000`)).json();
  const [first, second, ...picks] = items.filter(({ kind }: ReviewQueueItem) => kind === "pick");
  const say = (who: string, { itemId }: ReviewQueueItem, review: Record<string, unknown>) =>
    openReviewClient(scene.url, who).say("pick", itemId, review);
  await say("Ben", second, { decision: "rejected", reason: "a later phase, not S" });
  await say("Ana", picks[0], { decision: "accepted", reason: "clear on both horizontals" });
  const correction = { timeMs: first.timeMs - 250 };
  await say("Ana", first, {
    decision: "revised",
    reason: "the first swing is earlier",
    correction,
  });
  const address = (item: ReviewQueueItem) =>
    `${scene.url}/#/review/${item.kind}/${encodeURIComponent(item.itemId)}`;
  const page = await open(browser, address(first), {
    ...{ viewport: { width: 1440, height: 1390 }, colorScheme: "light" },
  });
  await page.locator('.section-row[data-own="false"] .plot-trace').first().waitFor();
  await page.keyboard.press("e");
  for (let i = 0; i < 4; i++) await page.keyboard.press("Shift+ArrowLeft");
  await page.locator("#review-author").fill("Ben");
  await page.locator("#review-reason").fill("the east component moves first");
  await page.locator(".pick-slider").focus();
  await Deno.writeFile(new URL("dashboard_review.png", IMAGES), await page.screenshot());
  const event = items.find(({ kind }: ReviewQueueItem) => kind === "event");
  const phones = await Promise.all([event, picks[1]].map(async (item) => {
    const phone = await open(browser, address(item), { ...PHONE, colorScheme: "dark" });
    await phone.locator(".map-land[d], .plot-trace").first().waitFor();
    await phone.locator("#item-title").evaluate((title) => title.scrollIntoView());
    await phone.waitForTimeout(300);
    return await phone.screenshot();
  }));
  const beside = await placeBeside(browser, phones);
  await Deno.writeFile(new URL("dashboard_review_phone.png", IMAGES), beside);
}

async function open(
  browser: Browser,
  address: string,
  options: BrowserContextOptions,
): Promise<Page> {
  const { page } = await openPage(browser, address, options);
  await page.locator("main h1").waitFor();
  return page;
}

async function placeBeside(browser: Browser, pictures: readonly Uint8Array[]): Promise<Uint8Array> {
  const page = await browser.newPage({ viewport: { width: 790, height: 812 } });
  const images = pictures.map((bytes) =>
    `<img width="375" height="812" src="data:image/png;base64,${bytes.toBase64()}">`
  );
  const style = "margin:0;display:flex;gap:40px;background:transparent";
  await page.setContent(`<body style="${style}">${images.join("")}</body>`);
  await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
  return await page.screenshot({ omitBackground: true });
}

if (import.meta.main) await drawPictures();
