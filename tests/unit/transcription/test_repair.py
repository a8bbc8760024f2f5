"""What sounds like a term of the meeting is written like it, and nothing else is touched."""

from __future__ import annotations

import pytest

from minutes_pipeline.meeting import (
    Agenda,
    AgendaItem,
    Person,
    Role,
    RoleKind,
    Roster,
    Segment,
    Severity,
    Span,
    Transcript,
    Word,
)
from minutes_pipeline.transcription.readings import Reader, katakana, morae, shortened, soundings
from minutes_pipeline.transcription.repair import repair
from minutes_pipeline.transcription.terms import terms_of
from minutes_pipeline.transcription.vocabulary import Hotword

AGENDA = Agenda(
    title="令和6年度第1回若草市住民生活審議会",
    items=(AgendaItem("1", "戸籍システムの更新について"), AgendaItem("2", "会議録の公開について")),
)
ROSTER = Roster(
    (
        Person("斎藤 実", "さいとう みのる", role=Role(RoleKind.MEMBER)),
        Person("森田 学", "もりた まなぶ", role=Role(RoleKind.MEMBER)),
        Person("河合 恵", "かわい めぐみ", role=Role(RoleKind.MEMBER)),
        Person("川井 進", "かわい すすむ", role=Role(RoleKind.MEMBER)),
        Person(
            "原 宏", "はら ひろし", "課長", Role(RoleKind.SECTION, "環境政策課"), "環境部環境政策課"
        ),
    )
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def said(text: str, reader: Reader) -> Transcript:
    words = tuple(
        Word(c, Span(i * 0.1, i * 0.1 + 0.1), 0.5 + i % 5 / 10) for i, c in enumerate(text)
    )
    heard = Transcript((Segment(Span(0, len(text) * 0.1), text, words),))
    return repair(heard, terms_of(AGENDA, ROSTER, reader), reader)


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("まずコセキシステムでございますが、", "まず戸籍システムでございますが、"),
        ("個席の届出を受け付けます。", "戸籍の届出を受け付けます。"),
        ("環境制作家でございます。", "環境政策課でございます。"),
        ("斉藤委員、お願いします。", "斎藤委員、お願いします。"),
        ("はい、腹会長、どうぞ。", "はい、原会長、どうぞ。"),
        ("盛りたいん、お願いします。", "森田委員、お願いします。"),
        ("会事請求がありました。", "開示請求がありました。"),
        ("案の通り証認されました。", "案の通り承認されました。"),
        ("条件つきで上調化を行います。", "条件つきで冗長化を行います。"),
        ("次第の位置、戸籍システムの更新です。", "次第の1、戸籍システムの更新です。"),
        ("次第のに、会議録の公開に移ります。", "次第の2、会議録の公開に移ります。"),
        ("ご意義ございませんか。", "ご異議ございませんか。"),
        ("意義なし", "異議なし"),
        ("報告は異常でございます。", "報告は以上でございます。"),
        ("異常をもちまして終わります。", "以上をもちまして終わります。"),
        ("本県は元案の通り決まりました。", "本件は原案の通り決まりました。"),
        ("ジム極からお願いします。", "事務局からお願いします。"),
        ("資料にと資料さんに基づきまして、", "資料2と資料3に基づきまして、"),
        ("610にグラムでした。", "612グラムでした。"),
        ("意気なしよ", "異議なしよ"),
        ("と認め、本県は芸岸の通り賞任されました。", "と認め、本件は原案の通り承認されました。"),
        ("賛成3名、反対1目、賛成多数です。", "賛成3名、反対1名、賛成多数です。"),
        ("事業系は300トーンでございます。", "事業系は300トンでございます。"),
        (
            "ございませんか。内容ですので、採決します。",
            "ございませんか。ないようですので、採決します。",
        ),
        ("お間違えの内容をお願いします。", "お間違えのないようお願いします。"),
        ("拝お答えいたします。", "はい、お答えいたします。"),
        ("以上をお持ちまして、終わります。", "以上をもちまして、終わります。"),
        ("先ほどの答弁の定性をさせていただきます。", "先ほどの答弁の訂正をさせていただきます。"),
        ("水道課庁の水野でございます。", "水道課長の水野でございます。"),
        ("最後に、議題録その田でございます。", "最後に、議題6その他でございます。"),
        ("適当であると投信することとします。", "適当であると答申することとします。"),
        ("毎年11月にしない4か所で実施しました。", "毎年11月に市内4か所で実施しました。"),
        ("詳しくは死のホームページに載せます。", "詳しくは市のホームページに載せます。"),
        ("都市計画方第53条によります。", "都市計画法第53条によります。"),
        ("2県まとめてご説明します。", "2件まとめてご説明します。"),
        ("零和7年度から始めます。", "令和7年度から始めます。"),
        ("まとめて収一回集めます。", "まとめて週一回集めます。"),
        ("営等資源化率が低い原因は何ですか。", "えーと、資源化率が低い原因は何ですか。"),
        ("お答えします。後結果は公表されますか。", "お答えします。あと、結果は公表されますか。"),
        ("駅前のきつえんじょの周りのポイステです。", "駅前の喫煙所の周りのポイ捨てです。"),
        ("災害事も実施しますか。", "災害時も実施しますか。"),
        (
            "市のホームページ上に経済しようとするものです。",
            "市のホームページ上に掲載しようとするものです。",
        ),
        ("専用改善を用います。改善が途切れます。", "専用回線を用います。回線が途切れます。"),
        ("廃証事いたしました。", "はい、承知いたしました。"),
        ("設置して折ります。", "設置しております。"),
        (
            "ございませんか。内容でしたら、次に移ります。",
            "ございませんか。ないようでしたら、次に移ります。",
        ),
        ("一つを伺いします。", "一つお伺いします。"),
        ("重な理由は費用の増加です。", "主な理由は費用の増加です。"),
        ("審議会を編解いたします。", "審議会を閉会いたします。"),
        ("ギダイ2は、シモン第4号です。", "議題2は、諮問第4号です。"),
        ("では議題後に戻ります。", "では議題5に戻ります。"),
        ("議題にと3についてです。", "議題2と3についてです。"),
        ("資料さんをお願いいたします。", "資料3をお願いいたします。"),
        ("南本町に丁目にあります。", "南本町2丁目にあります。"),
        ("市民会館の台に研修室です。", "市民会館の第2研修室です。"),
        ("大に小学校に集中しています。", "第二小学校に集中しています。"),
        ("およそ1、200トンです。", "およそ1,200トンです。"),
        ("総額は94億6、780万円です。", "総額は94億6,780万円です。"),
        ("合わせて2権ございます。", "合わせて2件ございます。"),
        ("盛りたいんと盛りた陰の二人です。", "森田委員と森田委員の二人です。"),
        ("本委員会に負託されました議案です。", "本委員会に付託されました議案です。"),
        ("これより裁決に入ります。", "これより採決に入ります。"),
        ("審議会は市長に当申いたします。", "審議会は市長に答申いたします。"),
        ("東進書の案をお配りします。", "答申書の案をお配りします。"),
        ("市長から指紋を受けました。", "市長から諮問を受けました。"),
        ("会議時代に従いまして進めます。", "会議次第に従いまして進めます。"),
        ("お計りいたします。", "お諮りいたします。"),
        ("賛成の方の規律を求めます。規律多数です。", "賛成の方の起立を求めます。起立多数です。"),
        ("これにて三回いたします。", "これにて散会いたします。"),
        ("緊急道義が出されました。", "緊急動議が出されました。"),
        ("誓願第3号と珍情第1号です。", "請願第3号と陳情第1号です。"),
        ("原案を加決すべきものと決しました。", "原案を可決すべきものと決しました。"),
        ("質議はございませんか。", "質疑はございませんか。"),
        ("膨張人は3名です。", "傍聴人は3名です。"),
        ("低速数に達しております。", "定足数に達しております。"),
        ("本件は、芸岸の通り賞任されました。", "本件は、原案の通り承認されました。"),
        ("三制の方は許しをお願いします。", "賛成の方は挙手をお願いします。"),
        ("原案を適当と認める胸、答申します。", "原案を適当と認める旨、答申します。"),
        ("意気なしと認めます。", "異議なしと認めます。"),
        ("先ほどの県をもう一度お願いします。", "先ほどの件をもう一度お願いします。"),
        ("ここで残時休計といたします。", "ここで暫時休憩といたします。"),
        ("お手元の資料産に基づきまして、", "お手元の資料3に基づきまして、"),
        ("支援員の斉藤です。", "支援員の斎藤です。"),
        ("資料にです。けれども、", "資料2です。けれども、"),
        ("0は7年度から始めます。", "令和7年度から始めます。"),
    ],
)
def test_same_sound_becomes_the_term(heard, meant, reader):
    after = said(heard, reader)
    assert after.segments[0].text == meant
    assert after.notes[0].code == "term-repaired"
    assert after.notes[0].alternatives[0] in heard


@pytest.mark.parametrize(
    ("heard", "meant", "old"),
    [
        ("前年度から4、6%増えました。", "前年度から4.6%増えました。", "4、6"),
        ("収納率は94、3パーセントです。", "収納率は94.3パーセントです。", "94、3"),
        ("4億5、0万円を使います。", "4億5,000万円を使います。", "5、0"),
        ("会費は1、0円です。", "会費は1,000円です。", "1、0"),
        ("12月17日目曜日に開きます。", "12月17日木曜日に開きます。", "目曜日"),
        ("それでは資料にに沿ってご報告します。", "それでは資料2に沿ってご報告します。", "に"),
        ("資料の読んでご説明いたします。", "資料4でご説明いたします。", "の読んで"),
        ("周に回実施しております。", "週2回実施しております。", "周に回"),
        ("ゴリッドルの袋を加えます。", "5リットルの袋を加えます。", "ゴリッドル"),
        ("毎月の大に土曜日に開きます。", "毎月の第2土曜日に開きます。", "大に"),
        (
            "委員8名のうちごなの方に御出席いただいております。",
            "委員8名のうち5名の方に御出席いただいております。",
            "うちごな",
        ),
    ],
)
def test_a_figure_that_is_put_together_or_put_in_is_asked_about(heard, meant, old, reader):
    transcript = said(heard, reader)

    assert transcript.segments[0].text == meant
    (note,) = transcript.notes
    assert (note.code, note.severity) == ("number-doubtful", Severity.HIGH)
    assert note.alternatives == (old,)


@pytest.mark.parametrize(
    "text",
    [
        "戸籍システムの更新について御説明いたします。",
        "高新はしておりません。",
        "斉藤という町内会の方から伺いました。",
        "河井委員、お願いします。",
        "環境に配慮した制作をお願いします。",
        "会議録の公開をしておりますので、後悔はありません。",
        "機器に異常がありました。この事業の意義は大きいと思います。",
        "本県の人口は減っております。元の案より良いと思います。",
        "教習所に通う子が多い。資料に書いてあります。",
        "10に近い数でした。2県にまたがります。",
        "利用者は10は7年前に比べ多い数です。測量の計画機関として市が行います。",
        "本県については後ほど報告します。大日本帝国となりました。よく思考された案です。",
        "次第のにぎわいを取り戻したい。議題にない話です。議題に入ります。資料に基づきまして、",
        "小学校では大に賛成です。この町には丁目がありません。",
        "もっと盛りたいんですけれども、",
        "午後1時から始めます。",
        "腹です。盛りたです。",
        "市民の負託に応えます。審査庁の裁決を行う日です。採血を行いました。投信を持つ世帯です。",
        "指紋を消しました。時代の流れです。お計りください。規律を守ります。今月は三回開きました。",
        "酸性の土です。お許しを願います。胸を張ります。証人を呼びました。その通り商人がいます。",
        "意気なしでは勝てません。先ほどの県の説明では、県を通じて配ります。芸団の公演です。",
        "ご意見の内容でしたら、次に移ります。死の危険があります。県の計画期間です。文字を改行して入れます。",
        "日程が重なることもあります。自然現象です。不思議な現象が起きます。テンポよく進めます。ご結婚です。",
        "種を散らします。データを通信します。三権の分立です。2県にまとめました。親が寝上がりました。",
        "経費の2分の1、500万円を上限に補助します。資料1、200円の欄です。受給資格が消滅となり、0円です。",
        "資料を読んでご説明します。資料に沿ってご報告します。",
        "工事の対象にしない3地区です。今回は、しない3施設があります。もう、住みません。悪い例は5年度です。",
        "被災者支援住宅の入居を始めます。安全志向運用をします。",
        "枝を折ります。商事会社です。本県は、全国で3番目です。首都区域の話です。",
        "後日結果を送ります。絵本を読みます。目標日を決めます。住民と協議して署名を集めます。",
        "支援住宅を整備します。経済対策です。改善が進みました。濃度が高いです。運用を指向します。",
        "成分は、2、3パーセント増えました。大にこにこです。支援人口です。観察を行いました。",
        "道義的な責任です。沈静しました。鉄は膨張し、防潮堤は低速で進みます。委員が参会しました。",
    ],
)
def test_everything_else_stays(text, reader):
    after = said(text, reader)
    assert after.segments[0].text == text
    assert after.notes == ()


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("実施", "第十四号でございます。"),
        ("指名", "委員四名の出席です。"),
        ("歳以上", "3年以上かかります。"),
        ("軒並み", "二軒波をかぶりました。"),
        ("私立保育園", "市立保育園は4園です。"),
        ("都市計画家", "都市計画課から説明します。"),
    ],
)
def test_figures_and_counters_stay_whatever_sounds_like_them(term, text, reader):
    heard = Transcript((Segment(Span(0, 5), text),))
    terms = terms_of(AGENDA, ROSTER, reader, (Hotword(term),), (term,))
    assert repair(heard, terms, reader).segments[0].text == text


@pytest.mark.parametrize("foreign", [AGENDA, None])
def test_papers_of_another_meeting_put_nothing_in(foreign, reader):
    text = (
        "環境基本計画の素案について、環境課の中村から説明します。十四ページ、表の三をご覧ください。"
        "委員四名、傍聴一名です。前回の後期計画は、高い成果を上げました。川上の橋、原の森、腹の内。"
    )
    heard = Transcript((Segment(Span(0, 20), text),))
    after = repair(heard, terms_of(foreign or Agenda(), ROSTER, reader), reader)
    assert after.segments[0].text == text


def test_words_keep_their_times_and_join_to_the_text(reader):
    after = said("まずコセキシステムで", reader).segments[0]
    assert "".join(w.text for w in after.words) == after.text
    assert after.words[2].text == "戸籍システム"
    assert after.words[2].span.start == pytest.approx(0.2)
    assert after.words[2].span.end == pytest.approx(0.9)
    assert after.words[2].probability == 0.5


def test_without_words_the_text_alone_changes(reader):
    heard = Transcript((Segment(Span(0, 1), "コセキの届出"),))
    after = repair(heard, terms_of(AGENDA, ROSTER, reader), reader)
    assert after.segments[0].text == "戸籍の届出"
    assert after.segments[0].words == ()


def test_readings():
    assert katakana("さいとう") == "サイトウ"
    assert morae("キョウ") == 2
    assert morae("コセキ") == 3


def test_what_occurs_often_is_listed_once(reader):
    after = said("ご意義なしと認めます。意義なし。では、ご意義ございませんか。", reader)
    assert after.segments[0].text == "ご異議なしと認めます。異議なし。では、ご異議ございませんか。"
    (note,) = after.notes
    assert "3か所" in note.message


@pytest.mark.parametrize(
    ("probability", "meant"),
    [(0.3, "共同調理場を見直します。"), (0.95, "拠同調理条を見直します。")],
)
def test_a_long_vowel_may_differ_only_where_the_engine_was_unsure(probability, meant, reader):
    terms = terms_of(AGENDA, ROSTER, reader, (Hotword("共同調理場", "キョウドウチョウリジョウ"),))
    text = "拠同調理条を見直します。"
    words = tuple(Word(c, Span(i, i + 1), probability) for i, c in enumerate(text))
    heard = Transcript((Segment(Span(0, len(text)), text, words),))
    assert repair(heard, terms, reader).segments[0].text == meant


def test_no_word_is_read_as_its_kanji_are_read_in_compounds(reader):
    assert "テイコク" in soundings(reader.tokens("提告"))
    assert "ジョウチョウカ" in soundings(reader.tokens("上調化"))
    assert shortened("シュウゼンコウジ") == shortened("シュゼンコジ")
    assert shortened("サイタマ") != shortened("サイタ")
