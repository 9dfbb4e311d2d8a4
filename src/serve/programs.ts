/** Which kind of program asks, by its User-Agent: a family, without versions, systems and whatever else it says of its user. */

/** The first that fits. Programs that read feeds and calendars name themselves; browsers name each other as well. */
const FAMILIES: readonly (readonly [name: string, sign: RegExp])[] = [
  ['Google Calendar', /Google-Calendar/i],
  ['Google Feedfetcher', /FeedFetcher-Google/i],
  ['Apple Calendar', /CalendarAgent|dataaccessd|iCal\/|CalendarServer|calaccessd/i],
  ['Outlook', /Microsoft Outlook|Outlook-iOS|Microsoft\.Exchange|ExchangeServicesClient|OWA|Office.*Outlook/i],
  ['Thunderbird', /Thunderbird|Lightning/i],
  ['Nextcloud', /Nextcloud/i],
  ['ICSx5', /ICSx5|ICSdroid/i],
  ['DAVx5', /DAVx5/i],
  ['Yahoo Calendar', /YahooCalendar|Yahoo.*Calendar/i],
  ['Fastmail', /Fastmail/i],
  ['Proton Calendar', /Proton/i],
  ['Home Assistant', /HomeAssistant/i],
  ['Evolution', /Evolution/i],
  ['KOrganizer', /KOrganizer|Akonadi/i],
  ['Feedly', /Feedly/i],
  ['Inoreader', /Inoreader/i],
  ['NewsBlur', /NewsBlur/i],
  ['Feedbin', /Feedbin/i],
  ['The Old Reader', /theoldreader/i],
  ['FreshRSS', /FreshRSS/i],
  ['Tiny Tiny RSS', /Tiny Tiny RSS/i],
  ['Miniflux', /Miniflux/i],
  ['NetNewsWire', /NetNewsWire/i],
  ['Reeder', /Reeder/i],
  ['Vienna', /Vienna/i],
  ['Liferea', /Liferea/i],
  ['Newsboat', /Newsboat|Newsbeuter/i],
  ['Feeder', /Feeder/i],
  ['Slack', /Slackbot/i],
  ['Discord', /Discordbot/i],
  ['Mastodon', /Mastodon/i],
  ['rss-parser', /rss-parser/i],
  ['Googlebot', /Googlebot|GoogleOther|Google-/i],
  ['Bingbot', /bingbot|BingPreview/i],
  ['other crawlers', /bot\b|bot\/|crawl|spider|slurp|archiver/i],
  ['curl', /^curl\//i],
  ['Wget', /^Wget\//i],
  ['Python', /python|aiohttp|httpx|feedparser/i],
  ['Go', /^Go-http-client/i],
  ['Java', /^Java\/|okhttp|Apache-HttpClient/i],
  ['Node', /^node|undici|axios|node-fetch/i],
  ['Ruby', /ruby|faraday/i],
  ['PHP', /PHP|Guzzle|SimplePie|WordPress/i],
  ['Edge', /\bEdg/],
  ['Firefox', /\bFirefox\//],
  ['Chrome', /\bChrome\/|\bChromium\//],
  ['Safari', /\bSafari\//],
];

/** Longer than any program's; of more, nothing is looked at. */
const MOST_CHARACTERS = 400;

// Programs send few different values: each is recognised once.
const familyByAgent = new Map<string, string>();
const MOST_AGENTS = 500;

/** A name of the list above, `others`, or `nameless` where the request says nothing. */
export function programFamily(userAgent: string | undefined): string {
  if (userAgent === undefined || userAgent.trim() === '') return 'nameless';
  const agent = userAgent.slice(0, MOST_CHARACTERS);
  let family = familyByAgent.get(agent);
  if (family === undefined) {
    family = FAMILIES.find(([, sign]) => sign.test(agent))?.[0] ?? 'others';
    if (familyByAgent.size >= MOST_AGENTS) familyByAgent.clear();
    familyByAgent.set(agent, family);
  }
  return family;
}
