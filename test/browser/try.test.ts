/** Section "Try it": a look-up with its story. */
import { assert, describe } from "@effect/vitest"
import { acts, lookUp, says } from "./acts.ts"
import { bareTitle, films, foreignTitle } from "./films.ts"
import { drawn, open, visit } from "./stage.ts"

describe("trying a title", () => {
  acts("shows poster, text, ratings, and why this page was taken", async ({ browser, service }) => {
    const { page, complaints } = await open(browser, service)
    await visit(page, "lookups")
    await says(page, "#try-told", "Typ een titel")
    await lookUp(page, foreignTitle, "2016")
    await says(page, "#try-told", `${foreignTitle} (2016): gevonden.`)
    await says(page, "#try-result h3", "De dochter van het licht 2016")
    await says(page, "#try-result .prose", films[2]?.text ?? "?")
    await says(page, "#try-result .chip", "Vanaf 9 jaar")
    await says(page, "#try-result .chip", "VPRO: 9 van de 10")
    await drawn(page)
    const story = await page.locator("#try-result .story > ol > li").allTextContents()
    assert.match(story[0] ?? "", /In POMS.*gezocht naar The Keeper's Girl\. Daar is niets gevonden/)
    // On a busy machine the reference is put off at first, and asked again.
    const told = story.filter((step) => step.startsWith("In een naslagwerk")).join("\n")
    assert.match(told, /Volgens TMDB is het ‘The Keeper's Girl’ \(2016\), van Mara Lindqvist/)
    await says(page, ".candidate[data-taken] .evidence", "Dezelfde regisseur: Mara Lindqvist")
    await says(page, "#try-result .ending", "Het is de titel die het naslagwerk noemt.")
    await page.click("[data-language=en]")
    await says(page, "#try-result .ending", "It is the title that the reference of works names.")
    await says(page, ".candidate[data-taken] .evidence", "The same director: Mara Lindqvist")
    assert.deepStrictEqual(complaints, [])
  })

  acts("tells what was refused, and why", async ({ browser, service }) => {
    const { page } = await open(browser, service, { locale: "en-GB" })
    await lookUp(page, "De stille kade", "2011")
    const refused = page.locator("#try-result .story details")
    await refused.locator("summary").click()
    await says(page, "#try-result .story details .candidate", /1958.*refused/)
    await says(page, "#try-result .story details .evidence", "53 years apart: 1958, asked for 2011")
  })

  acts(
    "tells apart what nobody knows, what VPRO lacks, and what could not be found out",
    async ({ browser, service }) => {
      const { page, complaints } = await open(browser, service)
      await lookUp(page, "Iets dat niemand kent", "1999")
      await says(page, "#try-result .note", "Niemand kent deze titel.")
      await lookUp(page, bareTitle, "2021")
      await says(page, "#try-result .note", "VPRO heeft geen pagina over deze titel.")
      service.others.of.cinema.ails((_, outgoing) => void outgoing.writeHead(503, { "retry-after": "600" }).end())
      await lookUp(page, "Iets anders", "1999")
      await says(page, "#try-result .note", "omdat een bron niet antwoordde")
      await says(page, "#try-result .story li", "De bron was niet bereikbaar.")
      assert.deepStrictEqual(complaints, [])
    }
  )

  acts(
    "takes a kind and an IMDb id, and refuses what makes no sense before it is sent",
    async ({ browser, service }) => {
      const { page, complaints } = await open(browser, service)
      const sent: Array<string> = []
      page.on("request", (request) => void (request.url().includes("/test?") && sent.push(request.url())))
      await visit(page, "lookups")
      await page.click("#try-form button[type=submit]")
      await lookUp(page, "Waterlijn", "20")
      await page.fill("#try-form [name=imdb]", "nm1")
      await lookUp(page, "Waterlijn")
      assert.isEmpty(sent)
      await page.fill("#try-form [name=imdb]", "tt0095016")
      await page.selectOption("#try-form [name=type]", "all")
      await lookUp(page, "Waterlijn", "2020")
      await says(page, "#try-told", /Waterlijn \(2020\): .*\. Waterlijn \(2020\): gevonden\./)
      assert.lengthOf(sent, 1)
      assert.match(sent[0] ?? "", /title=Waterlijn&year=2020&imdb=tt0095016&type=all$/)
      assert.deepStrictEqual(complaints, [])
    }
  )

  acts("reads a file name, and the address of a work", async ({ browser, service }) => {
    const { page, complaints } = await open(browser, service)
    await lookUp(page, "De.Stille.Kade.2011.1080p.BluRay.x264.mkv")
    await says(page, "#try-told", "De Stille Kade (2011): gevonden.")
    await says(page, "#try-result h3", "De stille kade 2011")
    const asked = page.waitForRequest((request) => request.url().includes("/test?"))
    await lookUp(page, "https://www.themoviedb.org/movie/9001-the-keeper-s-girl")
    assert.include((await asked).url(), "read=1")
    await says(page, "#try-result h3", "De dochter van het licht 2016")
    assert.deepStrictEqual(complaints, [])
  })

  acts("says when more than one could be meant, and looks the chosen one up", async ({ browser, service }) => {
    const { page, complaints } = await open(browser, service)
    await lookUp(page, "De stille kade")
    await says(page, "#try-result .choose", "Er kan meer dan één titel bedoeld zijn.")
    assert.sameMembers(await page.locator("#try-result [data-act=choose]").allTextContents(), [
      "De stille kade (2011)",
      "De stille kade (1958)"
    ])
    await page.getByRole("button", { name: "De stille kade (1958)" }).click()
    await says(page, "#try-told", "De stille kade (1958): gevonden.")
    await says(page, "#try-result h3", "De stille kade 1958")
    assert.strictEqual(await page.locator("#try-result .choose").count(), 0)
    assert.strictEqual(await page.inputValue("#try-form [name=year]"), "1958")
    assert.deepStrictEqual(complaints, [])
  })

  acts("shows what was typed and what sources say as text, never as markup", async ({ browser, service }) => {
    const { page, complaints } = await open(browser, service)
    const nasty = '<img src=x onerror="document.title=1"><b>dik</b>'
    await lookUp(page, nasty)
    await says(page, "#try-told", `${nasty}: niet gevonden.`)
    await says(page, "#try-result h3", nasty)
    assert.strictEqual(await page.locator("#try-result :is(img, b)").count(), 0)
    assert.deepStrictEqual(complaints, [])
  })

  acts("loads a poster over https from the hosts of the sources only", async ({ browser, service }) => {
    const { page, complaints } = await open(browser, service)
    const answer = {
      results: [
        {
          outcome: {
            _tag: "Bare",
            work: {
              title: "Elders",
              directors: [],
              pictures: [
                { type: "coverPoster", url: "https://tracker.example.org/1.jpg" },
                { type: "coverPoster", url: "javascript:alert(1)" }
              ]
            }
          },
          trace: {
            asked: { kind: "film", title: "Elders" },
            steps: [],
            ending: { outcome: "bare", failures: [] },
            ms: 1
          }
        }
      ]
    }
    await page.route("**/test?*", (route) => route.fulfill({ json: answer }))
    await lookUp(page, "Elders")
    await says(page, "#try-result h3", "Elders")
    assert.strictEqual(await page.locator("#try-result img").count(), 0)
    assert.deepStrictEqual(complaints, [])
  })
})
