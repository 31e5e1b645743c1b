/** Languages and states by the codes that others use for them; those in which films are made. */

const tableOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .trim()
      .split(/\s+/)
      .map((pair) => {
        const [code = "", id = ""] = pair.split(":")
        return [id, code]
      })
  )

/** ISO 639 */
const languages = tableOf(`
  en:Q1860 fr:Q150 de:Q188 nl:Q7411 es:Q1321 it:Q652 sv:Q9027 da:Q9035 nb:Q9043 nb:Q25167 fi:Q1412 pl:Q809 ja:Q5287 ru:Q7737
  hi:Q1568 ko:Q9176 zh:Q7850 zh:Q9192 yue:Q9186 pt:Q5146 tr:Q256 cs:Q9056 el:Q9129 hu:Q9067 fa:Q9168 th:Q9217 ta:Q5885 he:Q9288
  sr:Q9299 ro:Q7913 te:Q8097 ar:Q13955 ml:Q36236 bn:Q9610 hr:Q6654 is:Q294 et:Q9072 id:Q9240 ka:Q8108 uk:Q8798 sl:Q9063 bs:Q9303
  lv:Q9078 bg:Q7918 ca:Q7026 sk:Q9058 lt:Q9083 vi:Q9199 ur:Q1617 mk:Q9296 sq:Q8748 ms:Q9237 kk:Q9252 gl:Q9307
`)

/** ISO 3166; states that are gone have the codes of `domain/matching/Countries.ts`. */
const countries = tableOf(`
  NL:Q55 NL:Q29999 BE:Q31 FR:Q142 DE:Q183 DE:Q713750 XG:Q16957 DE:Q7318 DE:Q41304 AT:Q40 CH:Q39 LU:Q32 GB:Q145 IE:Q27 US:Q30
  CA:Q16 AU:Q408 NZ:Q664 IT:Q38 IT:Q172579 ES:Q29 PT:Q45 GR:Q41 TR:Q43 SE:Q34 NO:Q20 DK:Q35 DK:Q756617 FI:Q33 IS:Q189 EE:Q191
  LV:Q211 LT:Q37 PL:Q36 CZ:Q213 SK:Q214 XC:Q33946 HU:Q28 RO:Q218 BG:Q219 RS:Q403 YU:Q36704 HR:Q224 SI:Q215 BA:Q225 MK:Q221
  AL:Q222 UA:Q212 BY:Q184 RU:Q159 SU:Q15180 GE:Q230 AM:Q399 KZ:Q232 IL:Q801 PS:Q219060 LB:Q822 SY:Q858 IQ:Q796 IR:Q794
  SA:Q851 QA:Q846 AE:Q878 EG:Q79 MA:Q1028 TN:Q948 DZ:Q262 SN:Q1041 ML:Q912 BF:Q965 NG:Q1033 KE:Q114 ET:Q115 ZA:Q258
  IN:Q668 PK:Q843 BD:Q902 LK:Q854 NP:Q837 AF:Q889 CN:Q148 HK:Q8646 TW:Q865 JP:Q17 KR:Q884 KP:Q423 TH:Q869 VN:Q881
  ID:Q252 MY:Q833 PH:Q928 SG:Q334 MX:Q96 CU:Q241 DO:Q786 CO:Q739 VE:Q717 PE:Q419 BO:Q750 CL:Q298 AR:Q414 UY:Q77 PY:Q733
  BR:Q155 SR:Q730 CW:Q25279
`)

/** The code of a language; none for one in which few films are made. */
export const languageOf = (id: string): string | undefined => languages.get(id)

/** The code of a state. */
export const countryOf = (id: string): string | undefined => countries.get(id)
