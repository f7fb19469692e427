import { openPage, withBrowser } from "../open_browser.ts";
import { withLiveServer } from "../live_server.ts";
const t0 = performance.now();
const say = (...a: unknown[]) => console.log(((performance.now() - t0) / 1000).toFixed(1), ...a);
await withLiveServer(async ({ url, network }) => {
  const quake = network.quake({ timeMs: Date.now() - 45_000 });
  await withBrowser(async (browser) => {
    const { page, errors } = await openPage(browser, `${url}/#/review`, {
      colorScheme: "light",
      viewport: { width: 1440, height: 1100 },
    });
    await page.locator(".queue-row").first().waitFor();
    say("queue", await page.locator(".queue-row").count());
    await page.waitForTimeout(1500);
    await page.screenshot({ path: "/tmp/r2/event.png" });
    for (const kind of ["pick", "magnitude"]) {
      await page.locator(`.queue-row:has([data-kind=${kind}])`).first().click();
      await page.waitForTimeout(1200);
      if (kind === "pick") {
        await page.keyboard.press("e");
        await page.waitForTimeout(100);
        for (let i = 0; i < 4; i++) await page.keyboard.press("Shift+ArrowRight");
      }
      await page.screenshot({ path: `/tmp/r2/${kind}.png` });
    }
    await page.keyboard.press("?");
    await page.waitForTimeout(200);
    await page.screenshot({ path: `/tmp/r2/keys.png` });
    say(errors);
  });
}, { given: { writable: true } });
say("end");
