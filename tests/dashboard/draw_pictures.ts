import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { type DashboardScene, withDashboard } from "./dashboard_scene.ts";
import { withBrowser } from "./open_browser.ts";
import { visitPage } from "./visit_page.ts";
import { watchPage } from "./watch_page.ts";

const IMAGES = new URL("../../images/", import.meta.url);

/** Seconds of the clock between the first warning and its picture. */
const PAUSE_MS = 1_500;

const PHONE = { viewport: { width: 375, height: 812 }, deviceScaleFactor: 2 };

/** Draws the pictures of the dashboard anew, for the README: the simulated earthquake at its own pace. */
export async function drawPictures(): Promise<void> {
  await withDashboard({ speed: 1, quietSeconds: 12 }, async (scene) => {
    await withBrowser(async (browser) => {
      const live = await open(browser, scene, {
        ...{ viewport: { width: 1440, height: 1100 }, colorScheme: "dark" },
      });
      const phone = await open(browser, scene, { ...PHONE, colorScheme: "dark" });
      await live.locator(".site[data-countdown='counting']").first().waitFor({ timeout: 60_000 });
      await live.waitForTimeout(PAUSE_MS);
      await Deno.writeFile(new URL("dashboard_live.png", IMAGES), await live.screenshot());
      const alert = await phone.screenshot();
      await scene.after(25);
      await scene.schedule.advance(scene.system.nowMs());
      await drawForecasts(browser, scene, alert);
    });
  });
}

async function drawForecasts(
  browser: Browser,
  scene: DashboardScene,
  alert: Uint8Array,
): Promise<void> {
  const page = await open(browser, scene, {
    ...{ viewport: { width: 1440, height: 1120 }, colorScheme: "light" },
  });
  await showForecast(page, scene);
  await Deno.writeFile(new URL("dashboard_forecast.png", IMAGES), await page.screenshot());
  await visitPage(page, "/skill");
  await page.setViewportSize({ width: 1440, height: 1240 });
  await page.locator(".plot canvas").waitFor();
  await Deno.writeFile(new URL("dashboard_skill.png", IMAGES), await page.screenshot());
  const phone = await open(browser, scene, { ...PHONE, colorScheme: "light" });
  await showForecast(phone, scene);
  const beside = await placeBeside(browser, [alert, await phone.screenshot()]);
  await Deno.writeFile(new URL("dashboard_phone.png", IMAGES), beside);
}

async function open(
  browser: Browser,
  scene: DashboardScene,
  options: BrowserContextOptions,
): Promise<Page> {
  const { page } = await watchPage(browser, scene.url, options);
  await page.goto(scene.url);
  await visitPage(page, "/live");
  return page;
}

/** The forecast after the earthquake; banners of alerts that are over are left to time. */
async function showForecast(page: Page, scene: DashboardScene): Promise<void> {
  const newest = scene.messages.findLast(({ kind }) => kind === "forecast");
  if (newest?.kind !== "forecast") throw new Error("No forecast was made after the earthquake.");
  await page.locator(".alert").first().waitFor({ state: "detached", timeout: 120_000 });
  await visitPage(page, `/forecasts/${encodeURIComponent(newest.data.id)}`);
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
