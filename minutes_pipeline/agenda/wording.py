"""The words by which a line of a 次第 is known: groups, formalities, kinds, particulars.

Tables only. They are matched against titles whose spaces are taken out (「開　会」 is 開会) and
whose width is NFKC's.
"""

from __future__ import annotations

import re

_GROUP = (
    "議題|議事|議案|案件|付議案件|付議事件|付議事項|付託案件|付託案件の審査|会議に付した事件|"
    "会議事項|議事事項|議決事項|審議事項|審議案件|審議|審査事項|審査|協議事項|協議|検討事項|"
    "報告事項|報告案件|報告|諮問事項|諮問案件|諮問|答申事項|答申|承認事項|同意事項|調査事項|調査審議事項|"
    "調査審議案件|所管事務調査|所管事務報告|説明事項|確認事項|連絡事項|連絡・報告事項|情報提供|"
    "提出議案|会議内容|内容|会議次第|議事次第|次第|日程|議事日程|議事内容|会議の概要"
)
GROUP_TITLE = re.compile(
    rf"^(?:本日の)?(?:{_GROUP})(?:(?:及び|および|並びに|・|、|と|/|・その他|等)(?:{_GROUP})?)*"
    r"(?:等)?(?:\([^)]*\))?$"
)
"""A title that only gathers others: 議題, 報告事項, 議題及び報告."""

PAPER_HEAD = re.compile(r"^(?:会議|議事|当日)?(?:次第|日程)(?:書|表)?(?:\([^)]*\))?$")
"""次第 itself: the name of the paper, no group that people would call by name."""

_SPEECH = "(?:ご|御)?(?:挨拶|あいさつ)"
FORMALITY_TITLE = re.compile(
    r"^(?:"
    r"(?:開会|閉会|開議|散会)(?:の)?(?:ことば|言葉|辞|宣言|宣告|宣誓)?"
    r"|はじめに|初めに|おわりに|終わりに|結び|休憩|再開|点呼|黙とう|黙祷|国歌.{0,4}|.{0,10}(?:憲章|綱領).{0,2}(?:朗読|唱和)|写真撮影"
    rf"|.{{0,14}}{_SPEECH}.{{0,14}}"
    r"|(?:.{0,10}の)?(?:新任|新)?(?:委員|出席者|職員|事務局|事務局職員|構成員|参加者|講師|役員|説明員)?"
    r"(?:等|及び事務局|・事務局|・職員)?(?:の)?(?:自己)?(?:ご|御)?紹介"
    r"|(?:委嘱|任命|辞令)(?:状|書)?(?:の)?(?:交付|伝達)(?:式)?"
    r"|(?:配布|配付|会議|当日)?資料(?:等)?(?:の)?確認"
    r"|(?:委員)?(?:の)?出席(?:者|委員|議員)?(?:数|状況)?(?:の)?(?:確認|報告)|出欠(?:の)?確認"
    r"|(?:会議|委員会|審議会)?(?:の)?(?:成立|定足数)(?:の)?(?:確認|報告|宣言)?"
    r"|(?:諮問|答申)書(?:の)?(?:交付|手交|伝達|提出)"
    r"|(?:別紙|議事)?(?:日程|次第)?(?:表|書)?の?(?:とおり|通り)(?:である)?"
    r"|傍聴(?:人|者)?(?:の)?(?:入室|退室|確認|許可|報告)|表彰(?:式)?|記念.{0,6}"
    r")(?:[・/、](?:開会|閉会|あいさつ|挨拶|散会))*(?:\([^)]*\))?$"
)
"""A line that opens, greets or closes and is no 案件."""

KIND = re.compile(
    r"^(?:(?:報告|諮問|審議|審査|協議|答申|説明|承認|議決|決定|意見聴取|意見照会|検討|提案|再協議|継続協議|"
    r"継続審議|継続審査|継続|新規|確認|同意|情報提供|選挙|採決|依頼|事前説明|中間報告|追加)(?:事項|案件)?"
    r"(?:[・、及び/]+(?=.))?)+$"
)
"""What stands in brackets after or before a title and tells what is asked of the sitting."""

OTHER_TITLE = re.compile(r"^その(?:他|ほか)(?:\([^)]*\))?$")
"""その他: the residual item."""

SUBSTANTIVE_TITLE = re.compile(r"(?:について|に関して|に関すること|の件|\(案\)|(?<=.)案)$")
"""A title that can be taken up by itself."""

STEP_TITLE = re.compile(
    r"^(?:(?:事務局|担当課|担当部署|所管課|講師|提案者|申請者)(?:から|より)?の?)?"
    r"(?:説明|報告|概要説明|趣旨説明|資料説明|話題提供|質疑|質問|質疑応答|質疑・?討論|意見交換|自由討議|討議|討論|採決|表決|審議|審査|協議|"
    r"議論|まとめ|総括|講評|発表|全体共有|共有|グループ(?:ワーク|討議|協議)|ワーク(?:ショップ)?|休憩)"
    r"(?:[・、,及び]+(?:説明|報告|質疑|質疑応答|意見交換|討議|討論|採決|審議|協議|まとめ|発表|講評))*(?:\([^)]*\))?$"
)
"""What is done with the item above (質疑応答, 意見交換): no part of its title."""

UNFINISHED_TITLE = re.compile(
    r"(?:(?<!も)の|(?<![こひ])と|[にをはがでや、,・]|及び|並びに|又は|若しくは|または|および|ならびに|もしくは"
    r"|に(?:よる|関する|係る|おける|対する|向けた|伴う|基づく|関わる)|する|した|ための|[(「『][^)」』]*)$"
)
"""A title that waits for more."""

GOES_ON_TITLE = re.compile(
    r"(?:を|の|へ|[、,・)」』(]|に(?:つ|関|係|よ|対|お|向|伴|基|当|際)|等(?!級)|する|ための"
    r"|(?:及|並|又|若)(?:び|びに|は|しくは)|および|ならびに|または)"
)
"""A line that can only be the rest of the one above."""

MATERIALS_HEAD = re.compile(
    r"^(?:本日の|当日の)?(?:配布|配付|会議|当日|事前|添付|参考|提出)?(?:配布|配付|送付)?"
    r"資料(?:一覧|等|名|目録)?(?:一覧)?$|^(?:添付書類|配布物|配付物)$"
)
"""Opens the list of 配布資料."""

PEOPLE_HEAD = re.compile(
    r"^(?:出席|欠席|委員|参加|構成員|事務局|説明員|説明者|傍聴|名簿|座席|席次)"
    r"(?:者|委員|員|議員|職員|予定者)?(?:名|氏名|名簿|一覧|表)*(?:\([^)]*\))?$"
)
"""Opens a list of people, which the roster knows better."""

MATERIAL_LABEL = (
    r"(?:(?:当日|追加|参考|補足|事前|別添|机上)?(?:配布|配付)?資料|別紙|別添|参考|議案書|会議資料)"
)
MATERIAL_NUMBER = r"(?:No\.?|№)?\s*[0-9A-Z一二三四五六七八九十]+(?:[-‐－ー‑.][0-9]+)*"
MATERIAL_MENTION = re.compile(
    rf"^(?:{MATERIAL_LABEL}\s*(?:{MATERIAL_NUMBER})?|{MATERIAL_NUMBER})"
    rf"(?:\s*[・、,~〜及び\-]+\s*(?:{MATERIAL_LABEL})?\s*{MATERIAL_NUMBER})*(?:参照|のとおり)?$",
)
"""資料1-2, 資料1、2, 別紙, 参考資料3: what a bracket after a title may hold."""
MATERIAL_ENTRY = re.compile(rf"^{MATERIAL_LABEL}\s*(?:{MATERIAL_NUMBER})(?=[\s:：、]|$)")
"""A line of the list of materials, outside such a list."""

PLACE_LABEL = re.compile(
    r"^(?:開催)?(?:場\s*所|会\s*場|と\s*こ\s*ろ|開催地)(?:\s*[:：]\s*|\s+|$)(.*)$"
)
DATE_LABEL = re.compile(
    r"^(?:開催)?(?:日\s*時|期\s*日|と\s*き|年\s*月\s*日|日\s*程|開催日|日\s*付)(?:\s*[:：]\s*|\s+|$|(?=令和|平成))(.*)$"
)
TITLE_LABEL = re.compile(r"^(?:会\s*議\s*(?:名|の名称)|名\s*称|件\s*名)(?:\s*[:：]|\s+)\s*(.*)$")
OTHER_LABEL = re.compile(
    r"^(?:公開.{0,8}|傍聴.{0,8}|出席.{0,8}|欠席.{0,8}|担\s*当.{0,8}|所管.{0,6}|問.{0,2}合.{0,6}|"
    r"主\s*催|司\s*会|議\s*長|対\s*象|開催方法|連絡先|電\s*話|TEL|FAX|E-?mail)\s*(?:[:：]|\s{2,}|\t)",
    re.IGNORECASE,
)
"""Particulars that the agenda's head may state but that are read from elsewhere."""
