/** The eras of Japan: from Meiji 6 their years are those of the Gregorian calendar, before that of a lunisolar one. */
import { dayKey, partsOfKey } from './calendar.ts';
import { calendarPoint, dayInWords, edtfOf, type WrittenPoint } from './written-date.ts';

interface Era {
  readonly name: string;
  readonly initial: string;
  /** The Gregorian year of its year 1. */
  readonly first: number;
  /** Its first and last day, where the Gregorian calendar was in use. */
  readonly from: number;
  readonly to: number;
}

/** The day of a change was of both eras until 1926, as its edicts have it. */
const MODERN: readonly Era[] = [
  { name: '明治', initial: 'M', first: 1868, from: 18730101, to: 19120730 },
  { name: '大正', initial: 'T', first: 1912, from: 19120730, to: 19261225 },
  { name: '昭和', initial: 'S', first: 1926, from: 19261225, to: 19890107 },
  { name: '平成', initial: 'H', first: 1989, from: 19890108, to: 20190430 },
  { name: '令和', initial: 'R', first: 2019, from: 20190501, to: 99991231 },
];

/** The earlier ones with the year in which each began; several of one year follow each other. */
const EARLIER = (
  '大化:645 白雉:650 白鳳:672 朱鳥:686 大宝:701 慶雲:704 和銅:708 霊亀:715 養老:717 神亀:724 天平:729 天平感宝:749 天平勝宝:749 ' +
  '天平宝字:757 天平神護:765 神護景雲:767 宝亀:770 天応:781 延暦:782 大同:806 弘仁:810 天長:824 承和:834 嘉祥:848 仁寿:851 斉衡:854 ' +
  '天安:857 貞観:859 元慶:877 仁和:885 寛平:889 昌泰:898 延喜:901 延長:923 承平:931 天慶:938 天暦:947 天徳:957 応和:961 康保:964 ' +
  '安和:968 天禄:970 天延:973 貞元:976 天元:978 永観:983 寛和:985 永延:987 永祚:989 正暦:990 長徳:995 長保:999 寛弘:1004 長和:1012 ' +
  '寛仁:1017 治安:1021 万寿:1024 長元:1028 長暦:1037 長久:1040 寛徳:1044 永承:1046 天喜:1053 康平:1058 治暦:1065 延久:1069 ' +
  '承保:1074 承暦:1077 永保:1081 応徳:1084 寛治:1087 嘉保:1094 永長:1096 承徳:1097 康和:1099 長治:1104 嘉承:1106 天仁:1108 ' +
  '天永:1110 永久:1113 元永:1118 保安:1120 天治:1124 大治:1126 天承:1131 長承:1132 保延:1135 永治:1141 康治:1142 天養:1144 ' +
  '久安:1145 仁平:1151 久寿:1154 保元:1156 平治:1159 永暦:1160 応保:1161 長寛:1163 永万:1165 仁安:1166 嘉応:1169 承安:1171 ' +
  '安元:1175 治承:1177 養和:1181 寿永:1182 元暦:1184 文治:1185 建久:1190 正治:1199 建仁:1201 元久:1204 建永:1206 承元:1207 ' +
  '建暦:1211 建保:1213 承久:1219 貞応:1222 元仁:1224 嘉禄:1225 安貞:1227 寛喜:1229 貞永:1232 天福:1233 文暦:1234 嘉禎:1235 ' +
  '暦仁:1238 延応:1239 仁治:1240 寛元:1243 宝治:1247 建長:1249 康元:1256 正嘉:1257 正元:1259 文応:1260 弘長:1261 文永:1264 ' +
  '建治:1275 弘安:1278 正応:1288 永仁:1293 正安:1299 乾元:1302 嘉元:1303 徳治:1306 延慶:1308 応長:1311 正和:1312 文保:1317 ' +
  '元応:1319 元亨:1321 正中:1324 嘉暦:1326 元徳:1329 元弘:1331 正慶:1332 建武:1334 延元:1336 暦応:1338 興国:1340 康永:1342 ' +
  '貞和:1345 正平:1346 観応:1350 文和:1352 延文:1356 康安:1361 貞治:1362 応安:1368 建徳:1370 文中:1372 天授:1375 永和:1375 ' +
  '康暦:1379 弘和:1381 永徳:1381 元中:1384 至徳:1384 嘉慶:1387 康応:1389 明徳:1390 応永:1394 正長:1428 永享:1429 嘉吉:1441 ' +
  '文安:1444 宝徳:1449 享徳:1452 康正:1455 長禄:1457 寛正:1460 文正:1466 応仁:1467 文明:1469 長享:1487 延徳:1489 明応:1492 ' +
  '文亀:1501 永正:1504 大永:1521 享禄:1528 天文:1532 弘治:1555 永禄:1558 元亀:1570 天正:1573 文禄:1592 慶長:1596 元和:1615 ' +
  '寛永:1624 正保:1644 慶安:1648 承応:1652 明暦:1655 万治:1658 寛文:1661 延宝:1673 天和:1681 貞享:1684 元禄:1688 宝永:1704 ' +
  '正徳:1711 享保:1716 元文:1736 寛保:1741 延享:1744 寛延:1748 宝暦:1751 明和:1764 安永:1772 天明:1781 寛政:1789 享和:1801 ' +
  '文化:1804 文政:1818 天保:1830 弘化:1844 嘉永:1848 安政:1854 万延:1860 文久:1861 元治:1864 慶応:1865'
)
  .split(' ')
  .map((entry) => entry.split(':') as [name: string, first: string]);

const earlierFirst = new Map(EARLIER.map(([name, first]) => [name, Number(first)]));

const MOST_OF_A_YEAR = 1000;

/** A pattern of all names, the longest first. */
export const ERA_NAMES = [...MODERN.map(({ name }) => name), ...earlierFirst.keys()]
  .sort((a, b) => b.length - a.length)
  .join('|');

/** The era of an initial: H16.5.6. */
export function eraOfInitial(initial: string): string | undefined {
  return MODERN.find((era) => era.initial === initial.toUpperCase())?.name;
}

/** A year of an era, with a month and a day or without. */
export function eraPoint(name: string, year: number, month?: number, day?: number): WrittenPoint {
  const era = MODERN.find((one) => one.name === name);
  const first = era?.first ?? earlierFirst.get(name) ?? 0;
  const gregorian = first + year - 1;
  if (!era || gregorian < 1873)
    return lunisolar(name, gregorian, day !== undefined ? 'day' : month !== undefined ? 'month' : 'year');
  const point = calendarPoint(gregorian, month, day);
  if (point.from === undefined || point.to === undefined || point.edtf === undefined) return point;
  if (point.from > era.to)
    return {
      ...point,
      edtf: undefined,
      why: `${name} ended on ${inWords(era.to)}`,
      instead: `${point.edtf} where the document counts on; ${inEra(gregorian, month, day)} is the same`,
    };
  if (point.to < era.from)
    return {
      ...point,
      edtf: undefined,
      why: `${name} began on ${inWords(era.from)}`,
      instead: `${point.edtf} where the document counts so; ${inEra(gregorian, month, day)} is the same`,
    };
  if (point.from >= era.from && point.to <= era.to) return point;
  const [from, to] = [Math.max(point.from, era.from), Math.min(point.to, era.to)];
  // Where the era has nearly all of the year, there is nothing to remark.
  if (to - from > MOST_OF_A_YEAR) return { ...point, from, to };
  return { ...point, from, to, meaning: `the era has only ${inWords(from)} to ${inWords(to)} of it` };
}

/** The eras' own calendar had months from moon to moon: its year began between late January and mid-February. */
function lunisolar(name: string, gregorian: number, unit: 'day' | 'month' | 'year'): WrittenPoint {
  return {
    unit,
    year: undefined,
    from: dayKey(gregorian, 1, 20),
    to: gregorian === 1872 ? 18721231 : dayKey(gregorian + 1, 2, 20),
    why: `${name} was counted by a lunisolar calendar${name === '明治' ? ' until the end of its year 5 (31 December 1872)' : ''}, so that its days and months are no Gregorian ones`,
    instead: `the Gregorian date from a table of both calendars, near the year ${gregorian}, and the printed one in \`wording\` and \`whenText\``,
  };
}

function inWords(key: number): string {
  const [year, month, day] = partsOfKey(key);
  return `${dayInWords(month, day)} ${year}`;
}

/** The same date in the era that it is of. */
function inEra(year: number, month?: number, day?: number): string {
  const key = dayKey(year, month ?? 12, day ?? 31);
  const era = [...MODERN].reverse().find(({ from }) => key >= from);
  if (!era) return edtfOf(year, month, day);
  const number = year - era.first + 1;
  return `${era.name}${number === 1 ? '元' : number}年${month === undefined ? '' : `${month}月`}${day === undefined ? '' : `${day}日`}`;
}
