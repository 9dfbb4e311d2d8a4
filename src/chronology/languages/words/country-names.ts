/** Names of countries beside those of `Intl.DisplayNames`, for search alone: official, former and other usual ones, in any language; and other places. */
// Official names are those of the United Nations and of Japan's Ministry of Foreign Affairs. A name that two countries have
// had stands at both. No output shows these names.
const table = `
AD Principality of Andorra; アンドラ公国
AE UAE; Emirates; アラブ首長国
AF Islamic Republic of Afghanistan; Islamic Emirate of Afghanistan; アフガニスタン・イスラム共和国
AG Antigua and Barbuda
AL Republic of Albania; アルバニア共和国
AM Republic of Armenia; アルメニア共和国
AO Republic of Angola; アンゴラ共和国
AR Argentine Republic; アルゼンチン共和国
AT Republic of Austria; オーストリア共和国
AU Commonwealth of Australia; オーストラリア連邦; 豪州; 濠州
AX Aland
AZ Republic of Azerbaijan; アゼルバイジャン共和国
BA Bosnia and Herzegovina; ボスニア; ボスニア・ヘルツェゴヴィナ
BD People’s Republic of Bangladesh; East Pakistan; バングラデシュ人民共和国; バングラディシュ; 東パキスタン
BE Kingdom of Belgium; ベルギー王国
BF Upper Volta; Burkina; オートボルタ; 上ボルタ
BG Republic of Bulgaria; ブルガリア共和国
BH Kingdom of Bahrain; バーレーン王国
BI Republic of Burundi; ブルンジ共和国
BJ Republic of Benin; Dahomey; ベナン共和国; ダホメ
BN Brunei Darussalam; ブルネイ・ダルサラーム国
BO Plurinational State of Bolivia; Republic of Bolivia; ボリビア多民族国; ボリビア共和国
BR Federative Republic of Brazil; Brasil; ブラジル連邦共和国
BS Commonwealth of The Bahamas; The Bahamas; バハマ国
BT Kingdom of Bhutan; ブータン王国
BW Republic of Botswana; Bechuanaland; ボツワナ共和国
BY Republic of Belarus; Byelorussia; Belorussia; White Russia; ベラルーシ共和国; 白ロシア
BZ British Honduras; 英領ホンジュラス
CC Keeling Islands
CD Democratic Republic of the Congo; Democratic Republic of Congo; DR Congo; DRC; Congo; Zaire; コンゴ民主共和国; コンゴ; ザイール
CF 中央アフリカ
CG Republic of the Congo; Republic of Congo; Congo; Congo-Brazzaville; コンゴ共和国; コンゴ
CH Swiss Confederation; スイス連邦
CI Ivory Coast; Republic of Côte d’Ivoire; 象牙海岸; コートジボワール共和国; コートディボワール
CL Republic of Chile; チリ共和国
CM Republic of Cameroon; カメルーン共和国
CN People’s Republic of China; PRC; Mainland China; 中華人民共和国
CO Republic of Colombia; コロンビア共和国
CR Republic of Costa Rica; コスタリカ共和国
CU Republic of Cuba; キューバ共和国
CV Cabo Verde; Republic of Cabo Verde; カーボベルデ共和国; カボベルデ
CW Curacao
CY Republic of Cyprus; キプロス共和国
CZ Czech Republic; チェコ共和国
DE Federal Republic of Germany; West Germany; FRG; ドイツ連邦共和国; 西ドイツ
DJ Republic of Djibouti; ジブチ共和国
DK Kingdom of Denmark; デンマーク王国
DM Commonwealth of Dominica
DZ People’s Democratic Republic of Algeria; アルジェリア民主人民共和国
EC Republic of Ecuador; エクアドル共和国
EE Republic of Estonia; エストニア共和国
EG Arab Republic of Egypt; エジプト・アラブ共和国
ER State of Eritrea; エリトリア国
ES Kingdom of Spain; スペイン王国
ET Federal Democratic Republic of Ethiopia; Abyssinia; エチオピア連邦民主共和国
FI Republic of Finland; フィンランド共和国
FJ Republic of Fiji; Fiji Islands; フィジー共和国
FK Malvinas; Islas Malvinas; マルビナス諸島
FM Federated States of Micronesia
FO Faeroe Islands; Faroes
FR French Republic; フランス共和国; 仏国
GA Gabonese Republic; ガボン共和国
GB Great Britain; Britain; U.K.; United Kingdom of Great Britain and Northern Ireland; 英国; グレートブリテン及び北アイルランド連合王国; 連合王国; 大英帝国
GE Republic of Georgia; Gruziya; Sakartvelo; グルジア; サカルトヴェロ
GH Republic of Ghana; Gold Coast; ガーナ共和国
GM The Gambia; Republic of The Gambia; ガンビア共和国
GN Republic of Guinea; ギニア共和国
GQ Republic of Equatorial Guinea; 赤道ギニア共和国
GR Hellenic Republic; Hellas; ギリシャ共和国; ギリシア
GT Republic of Guatemala; グアテマラ共和国
GW Republic of Guinea-Bissau; ギニアビサウ共和国
GY Co-operative Republic of Guyana; British Guiana; ガイアナ共和国
HN Republic of Honduras; ホンジュラス共和国
HR Republic of Croatia; クロアチア共和国
HT Republic of Haiti; ハイチ共和国
HU Republic of Hungary; ハンガリー共和国
ID Republic of Indonesia; Dutch East Indies; インドネシア共和国
IE Republic of Ireland; Eire; アイルランド共和国
IL State of Israel; イスラエル国
IN Republic of India; Bharat; インド共和国
IQ Republic of Iraq; イラク共和国
IR Islamic Republic of Iran; Persia; イラン・イスラム共和国; ペルシア; ペルシャ
IS Republic of Iceland; アイスランド共和国
IT Italian Republic; イタリア共和国
JO Hashemite Kingdom of Jordan; ヨルダン・ハシェミット王国
JP Nippon; Nihon; 日本国; にほん; にっぽん
KE Republic of Kenya; ケニア共和国
KG Kyrgyz Republic; Kirghizia; Kirgizia; Kirghizstan; Kirgizstan; キルギス共和国; キルギスタン; キルギズスタン
KH Kingdom of Cambodia; Kampuchea; Democratic Kampuchea; カンボジア王国; カンプチア
KI Republic of Kiribati; Gilbert Islands; キリバス共和国
KM Union of the Comoros; コモロ連合
KN Saint Kitts and Nevis; セントクリストファー・ネービス
KP DPRK; Democratic People’s Republic of Korea; 朝鮮民主主義人民共和国
KR ROK; Republic of Korea; 大韓民国; 南朝鮮
KW State of Kuwait; クウェート国; クエート
KZ Republic of Kazakhstan; Kazakstan; カザフスタン共和国; カザフ
LA Lao People’s Democratic Republic; Lao PDR; ラオス人民民主共和国
LB Lebanese Republic; レバノン共和国
LC Saint Lucia
LI Principality of Liechtenstein; リヒテンシュタイン公国
LK Democratic Socialist Republic of Sri Lanka; Ceylon; スリランカ民主社会主義共和国; セイロン
LR Republic of Liberia; リベリア共和国
LS Kingdom of Lesotho; Basutoland; レソト王国
LT Republic of Lithuania; リトアニア共和国
LU Grand Duchy of Luxembourg; Luxemburg; ルクセンブルク大公国
LV Republic of Latvia; ラトビア共和国; ラトヴィア
LY Libyan Arab Jamahiriya; State of Libya; リビア国
MA Kingdom of Morocco; モロッコ王国
MC Principality of Monaco; モナコ公国
MD Republic of Moldova; Moldavia; モルドバ共和国; モルダビア
ME Crna Gora
MF Saint Martin
MG Republic of Madagascar; Malagasy Republic; マダガスカル共和国
MH Republic of the Marshall Islands; マーシャル諸島共和国
MK Macedonia; FYROM; Former Yugoslav Republic of Macedonia; Republic of North Macedonia; マケドニア; 北マケドニア共和国; マケドニア旧ユーゴスラビア共和国
ML Republic of Mali; French Sudan; マリ共和国
MM Burma; Republic of the Union of Myanmar; Union of Myanmar; ビルマ; ミャンマー連邦共和国; ミャンマー連邦
MN Mongolian People’s Republic; Outer Mongolia; モンゴル国; モンゴル人民共和国; 外蒙古; 蒙古
MO Macau; 澳門
MR Islamic Republic of Mauritania; モーリタニア・イスラム共和国
MT Republic of Malta; マルタ共和国
MU Republic of Mauritius; モーリシャス共和国
MV Republic of Maldives; モルディブ共和国; モルジブ
MW Republic of Malawi; Nyasaland; マラウイ共和国; マラウィ
MX United Mexican States; メキシコ合衆国
MY Federation of Malaya; Malaya; マラヤ連邦
MZ Republic of Mozambique; モザンビーク共和国
NA Republic of Namibia; South West Africa; ナミビア共和国; 南西アフリカ
NE Republic of the Niger; ニジェール共和国
NG Federal Republic of Nigeria; ナイジェリア連邦共和国
NI Republic of Nicaragua; ニカラグア共和国
NL Holland; Kingdom of the Netherlands; The Netherlands; オランダ王国
NO Kingdom of Norway; ノルウェー王国
NP Federal Democratic Republic of Nepal; Kingdom of Nepal; ネパール連邦民主共和国; ネパール王国
NR Republic of Nauru; ナウル共和国
NZ Aotearoa
OM Sultanate of Oman; Muscat and Oman; オマーン国
PA Republic of Panama; パナマ共和国
PE Republic of Peru; ペルー共和国
PG Independent State of Papua New Guinea; パプアニューギニア独立国
PH Republic of the Philippines; The Philippines; フィリピン共和国
PK Islamic Republic of Pakistan; パキスタン・イスラム共和国
PL Republic of Poland; ポーランド共和国
PM Saint Pierre and Miquelon
PS State of Palestine; Palestinian Authority; パレスチナ自治政府
PT Portuguese Republic; ポルトガル共和国
PW Republic of Palau; Belau; パラオ共和国
PY Republic of Paraguay; パラグアイ共和国
QA State of Qatar; カタール国
RO Rumania; Roumania
RS Republic of Serbia; Servia; セルビア共和国
RU Russian Federation; ロシア連邦; 露国
RW Republic of Rwanda; ルワンダ共和国
SA Kingdom of Saudi Arabia; KSA; サウジアラビア王国; サウディアラビア; サウジ
SC Republic of Seychelles; セーシェル共和国
SD Republic of the Sudan; スーダン共和国
SE Kingdom of Sweden; スウェーデン王国
SG Republic of Singapore; シンガポール共和国
SH Saint Helena
SI Republic of Slovenia; スロベニア共和国
SK Slovak Republic; スロバキア共和国; スロヴァキア
SL Republic of Sierra Leone; シエラレオネ共和国
SM Republic of San Marino; サンマリノ共和国
SN Republic of Senegal; セネガル共和国
SO Federal Republic of Somalia; ソマリア連邦共和国
SR Republic of Suriname; Surinam; Dutch Guiana; スリナム共和国
SS Republic of South Sudan; 南スーダン共和国
ST Sao Tome and Principe; Democratic Republic of São Tomé and Príncipe; サントメ・プリンシペ民主共和国
SU USSR; U.S.S.R.; Union of Soviet Socialist Republics; Soviet; ソ連; ソビエト; ソヴィエト; ソ連邦; ソヴィエト連邦; ソビエト社会主義共和国連邦
SV Republic of El Salvador; エルサルバドル共和国
SY Syrian Arab Republic; シリア・アラブ共和国
SZ Swaziland; Kingdom of Eswatini; Kingdom of Swaziland; スワジランド; エスワティニ王国
TD Republic of Chad; Tchad; チャド共和国
TG Togolese Republic; トーゴ共和国
TH Kingdom of Thailand; Siam; タイ王国; タイ国; シャム; 泰国
TJ Republic of Tajikistan; Tadzhikistan; Tadjikistan; タジキスタン共和国; タジク
TL East Timor; Timor Leste; Democratic Republic of Timor-Leste; 東チモール; 東ティモール民主共和国; ティモール・レステ
TM Turkmenia; Turkmeniya; トルクメン
TN Republic of Tunisia; チュニジア共和国
TO Kingdom of Tonga; トンガ王国
TR Turkey; Turkiye; Republic of Türkiye; Republic of Turkey; トルコ共和国
TT Trinidad and Tobago; Republic of Trinidad and Tobago; トリニダード・トバゴ共和国
TV Ellice Islands
TW Republic of China; ROC; Chinese Taipei; Formosa; 中華民国; チャイニーズ・タイペイ; 臺灣
TZ United Republic of Tanzania; Tanganyika; タンザニア連合共和国; タンガニーカ
UA The Ukraine
UG Republic of Uganda; ウガンダ共和国
US USA; U.S.; U.S.A.; America; United States of America; アメリカ; 米国; 米合衆国
UY Eastern Republic of Uruguay; Oriental Republic of Uruguay; ウルグアイ東方共和国
UZ Republic of Uzbekistan; ウズベキスタン共和国; ウズベク
VA Vatican; Holy See; Vatican City State; バチカン; ヴァチカン; 教皇庁; ローマ教皇庁; 聖座
VC Saint Vincent and the Grenadines; St. Vincent and the Grenadines; セントビンセント・グレナディーン
VE Bolivarian Republic of Venezuela; Republic of Venezuela; ベネズエラ・ボリバル共和国
VN Viet Nam; Socialist Republic of Viet Nam; Socialist Republic of Vietnam; ベトナム社会主義共和国; ヴェトナム; 越南
VU Republic of Vanuatu; New Hebrides; バヌアツ共和国
WS Western Samoa; Independent State of Samoa; サモア独立国; 西サモア
XK Republic of Kosovo; コソボ共和国; コソヴォ
YE Republic of Yemen; イエメン共和国
ZA Republic of South Africa; RSA; 南アフリカ共和国; 南ア
ZM Republic of Zambia; Northern Rhodesia; ザンビア共和国; 北ローデシア
ZW Republic of Zimbabwe; Rhodesia; Southern Rhodesia; ジンバブエ共和国; ローデシア
AN Dutch Antilles
BU Union of Burma; ビルマ連邦
CSHH Czechoslovak Republic; CSSR; チェコスロヴァキア
DD GDR; DDR; East Germany; 東ドイツ
DY Republic of Dahomey; ダホメ共和国
HV Republic of Upper Volta
RH Rhodesia; ローデシア
VD North Vietnam; North Viet-Nam; 北ベトナム
YD South Yemen; 南イエメン
YU Jugoslavia; SFRY; ユーゴ; ユーゴスラヴィア
ZR Republic of Zaire; ザイール共和国
`;

/** Code → names. */
export const otherCountryNames: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  table
    .trim()
    .split('\n')
    .map((row) => {
      const [code = ''] = row.split(' ', 1);
      return [code, row.slice(code.length + 1).split('; ')];
    }),
);

/**
 * Names of other places in which that of a country stands between spaces: a search for South America is none for the United
 * States. In Japanese, what touches a name tells.
 */
export const otherPlaceNames: readonly string[] = [
  ...['Central America', 'Latin America', 'Middle America', 'North America', 'South America', 'Ibero-America'],
  ...[
    'Benin City',
    'Cochin China',
    'Dutch New Guinea',
    'German New Guinea',
    'Inner Mongolia',
    'New Britain',
    'New Guinea',
  ],
  ...[
    'New Holland',
    'New Jersey',
    'New Mexico',
    'North Holland',
    'Northern Cyprus',
    'Northern Ireland',
    'South Georgia',
  ],
  ...['South Holland', 'Portuguese Guinea', 'Spanish Guinea'],
  ...['Bight of Benin', 'East China Sea', 'South China Sea', 'Sea of Japan', 'Gulf of Guinea', 'Gulf of Mexico'],
  ...['Gulf of Oman', 'Gulf of Thailand'],
  ...['Congo Basin', 'Congo River', 'River Congo', 'Jordan River', 'River Jordan', 'Jordan Valley', 'Lake Chad'],
  ...['Niger Delta', 'Niger River', 'River Niger'],
];
