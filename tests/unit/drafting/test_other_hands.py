"""What sittings written by other hands showed: results, lists, remarks that lead up to a question."""

from __future__ import annotations

import pytest

from minutes_pipeline.drafting.condensing import Piece
from minutes_pipeline.drafting.enumerating import enumerate_once
from minutes_pipeline.drafting.facts import negations, numbers, strange_words
from minutes_pipeline.drafting.normalising import normalise
from minutes_pipeline.drafting.rewriting import rewrite
from minutes_pipeline.drafting.rules import OFFICIAL_RULES
from minutes_pipeline.drafting.turns import read_turns
from minutes_pipeline.drafting.writing import write
from minutes_pipeline.meeting import Utterance

TWO = {"1": "路上喫煙の防止について", "2": "ごみの減量について"}
CALL = ("A", "会長", "委員", "1", "議題1について、環境課からお願いします。")
TOLD = ("C", "課長", "環境課", "1", "喫煙所は2か所ございます。過料は1,000円でございます。")


def chair(text, item="1"):
    return ("A", "会長", "委員", item, text)


def member(text, item="1"):
    return ("B", "委員", "委員", item, text)


def outcome(minutes, number):
    item = next(one for one in minutes.items if one.number == number)
    return item.outcome.text if item.outcome is not None else None


def said(minutes, number):
    item = next(one for one in minutes.items if one.number == number)
    return [p.text for e in item.exchanges for p in e.paragraphs]


def points(minutes, number):
    item = next(one for one in minutes.items if one.number == number)
    return [p.text for p in item.points]


def test_a_suggestion_of_the_chair_and_what_it_adds_are_the_result(draft):
    suggested = (
        "諮問の内容は適当と認めることとし、喫煙所を増やすこと、周知を行うこと、"
        "この2点を附帯意見として付けてはどうかと思いますが、いかがでしょうか。"
    )
    added = (
        "では、慎重な意見があったことも答申に書き添えることとしたいと思いますが、ご異議ありませんか。"
        "ご異議なしと認めます。それでは、そのように答申いたします。"
    )
    minutes = draft(
        [CALL, TOLD, chair(suggested), member("慎重な意見も書いてください。"), chair(added)], TWO
    )
    text = outcome(minutes, "1")
    assert "喫煙所を増やすこと、周知を行うこと" in text
    assert "慎重な意見があったことも答申に書き添えること" in text
    assert text.endswith("に、異議なく決定した。")
    assert not any("附帯意見として付けて" in one for one in said(minutes, "1"))


def test_what_the_chair_finds_unopposed_is_resolved(draft):
    put = (
        "ログの確認の頻度を修正していただくことを条件として、適当と認める旨答申するということで、"
        "御異議ございませんか。はい、御異議なしと認めます。"
    )
    minutes = draft([CALL, TOLD, chair(put)], TWO)
    assert outcome(minutes, "1") == (
        "ログの確認の頻度を修正することを条件として、適当と認める旨答申することに、異議なく決定した。"
    )


def test_a_decision_is_not_replaced_by_the_word_that_only_repeats_it(draft):
    put = "本件は継続審議といたします。皆さん、よろしいですか。はい、では、そのようにいたします。"
    assert outcome(draft([CALL, TOLD, chair(put)], TWO), "1") == "本件は継続審議とした。"


def test_what_is_to_be_amended_stands_in_the_result(draft):
    put = (
        "計画案につきましては、第3章に道路の記載を追記いたしまして、その他は原案のとおり決定することに"
        "ご異議ございませんか。異議なしの声がございますので、ご異議なしと認めます。"
        "よって、議題1は、一部追記の上、原案のとおり決定いたしました。"
    )
    text = outcome(draft([CALL, TOLD, chair(put)], TWO), "1")
    assert "第3章に道路の記載を追記し" in text
    assert text.endswith("異議なく決定した。")
    assert text.count("決定") == 1


def test_what_the_chair_leaves_to_be_done_is_the_result(draft):
    left = "設問の案は、次の会議でもう一度お示しいただくということでお願いします。"
    text = outcome(draft([CALL, TOLD, chair(left)], TWO), "1")
    assert text == "設問の案は、次の会議でもう一度示すこととした。"
    thanks = "では、本日はここまでということで、よろしくお願いします。"
    assert outcome(draft([CALL, TOLD, chair(thanks)], TWO), "1") is None


def test_a_report_that_is_taken_note_of_has_no_result(draft):
    noted = "本件は報告ですので、承ったということにいたします。"
    assert outcome(draft([CALL, TOLD, chair(noted)], TWO), "1") is None


def test_a_vote_that_is_put_before_the_next_call_belongs_to_the_item_before(draft):
    both = (
        "ほかによろしいですか。それでは、議題1は非公開ということで、ご異議ございませんか。"
        "はい、ご異議なしと認めまして、そのように決定いたします。続きまして議題2について、環境課からお願いします。"
    )
    told = ("C", "課長", "環境課", "2", "排出量は120トンでございます。")
    minutes = draft([CALL, TOLD, chair(both, "2"), told], TWO)
    assert "非公開" in outcome(minutes, "1")
    assert outcome(minutes, "2") is None


@pytest.mark.parametrize(
    "kept",
    [
        "計画に1か所と書きますと、2つ目に手を挙げる事業者を断ることになってしまうと思います。",
        "喫煙所を作ってはどうかと思いますが、いかがでしょうか。",
    ],
)
def test_what_the_chair_says_of_the_matter_stays(draft, kept):
    minutes = draft([CALL, TOLD, chair(kept), member("分かりました。")], TWO)
    told = [*said(minutes, "1"), outcome(minutes, "1") or ""]
    assert any(
        "事業者を断る" in one or "喫煙所を作る" in one or "喫煙所を作って" in one for one in told
    )


@pytest.mark.parametrize(
    "course",
    [
        "それでは続いて議題2に参ります。",
        "はい、では議題1はここまでということで。",
        "ご意見も出そろったようですので、取りまとめたいと思います。",
        "この件は報告でございますので、この程度といたします。",
        "私からも1点お聞きします。",
    ],
)
def test_what_only_runs_the_sitting_is_left_out(draft, course):
    minutes = draft([CALL, TOLD, member("費用はいくらですか。"), chair(course)], TWO)
    assert said(minutes, "1") == ["費用はいくらなのか。"]


def test_the_address_that_opens_the_sitting_is_left_out(draft):
    address = (
        "市長の水野でございます。委員の皆様には、日頃から多大なるご協力をいただき、お礼を申し上げます。"
        "昨年の地震では職員を派遣いたしました。そこで得た教訓を計画に生かしてまいります。"
        "それでは議事に入ります。議題1について、環境課の説明を求めます。"
    )
    minutes = draft([chair(address), TOLD, member("費用はいくらですか。")], TWO)
    assert said(minutes, "1") == ["費用はいくらなのか。"]


def test_a_promise_on_a_condition_is_no_announcement(draft):
    promised = "結果の通知をお送りいたします。お求めがございましたら、面談で説明いたします。"
    minutes = draft(
        [CALL, TOLD, member("理由は説明されますか。"), ("C", "課長", "環境課", "1", promised)], TWO
    )
    assert "求めがあれば、面談で説明する。" in said(minutes, "1")[-1]


def test_papers_are_pointed_at_but_places_are_told(draft):
    told = (
        "資料1をお手元にご用意ください。続きまして、今後の予定でございます。"
        "駅前の広場は6月に開きます。今年は公園でも行いますので、ご覧いただければ幸いです。"
    )
    minutes = draft([CALL, ("C", "課長", "環境課", "1", told)], TWO)
    text = "".join(points(minutes, "1"))
    assert "用意" not in text
    assert "予定である" not in text
    assert "公園でも行う" in text


def test_what_a_question_recalls_is_joined_to_it(draft):
    recalled = "料金の収入を年2,400万円で見込んでおりますね。現在の実績はいくらなんでしょうか。"
    minutes = draft([CALL, TOLD, member(recalled)], TWO)
    assert said(minutes, "1") == [
        "料金の収入を年2,400万円で見込んでいるが、現在の実績はいくらなのか。"
    ]


def test_the_word_that_only_takes_the_floor_is_left_out_but_not_a_conclusion(draft):
    opened = draft([CALL, TOLD, member("そうすると、夜は使えないんですか。")], TWO)
    assert said(opened, "1") == ["夜は使えないのか。"]
    concluded = draft([CALL, TOLD, member("壁を抜くんですか。そうすると景観が壊れます。")], TWO)
    assert "そうすると" in said(concluded, "1")[0]


def piece_of(analyzer, text):
    (turn,) = read_turns([Utterance("u1", text)], analyzer)
    return Piece(turn.sentences, official=True)


def listed(analyzer, text):
    piece = piece_of(analyzer, text)
    return enumerate_once(write(piece, point=True), piece)


def test_a_counted_list_is_one_sentence(analyzer):
    made = listed(
        analyzer,
        "改正の内容は3点でございます。1点目は、加熱式たばこを対象に加えるものでございます。"
        "2点目は、区域を広げるもの、3点目は、過料を2,000円に改めるものでございます。施行日は7月1日です。",
    )
    assert made.text == (
        "改正の内容は、加熱式たばこを対象に加えること、区域を広げること、"
        "過料を2,000円に改めることの3点である。施行日は7月1日である。"
    )
    assert "enumeration" in made.rules
    assert sum(edit.steps[-1].rule == "enumeration" for edit in made.edits) == 3


@pytest.mark.parametrize(
    "text",
    [
        "改正の内容は3点でございます。1点目は、対象を加えるものです。2点目は、区域を広げるものです。",
        "改正の内容は2点でございます。1点目は、対象を加えました。2点目は、区域を広げました。",
        "課題は2つあり、費用と人手である。",
    ],
)
def test_a_list_that_does_not_fit_its_count_stays_as_it_was_said(analyzer, text):
    piece = piece_of(analyzer, text)
    written = write(piece, point=True)
    assert enumerate_once(written, piece) == written


def test_the_items_of_a_list_stand_in_one_point(draft):
    told = (
        "改正の内容は2点でございます。1点目は、対象を加えることでございます。"
        "2点目は、区域を広げることでございます。"
    )
    minutes = draft([CALL, ("C", "課長", "環境課", "1", told)], TWO)
    assert points(minutes, "1") == ["改正の内容は、対象を加えること、区域を広げることの2点である。"]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("御異議ございませんか。", "ご異議ございませんか。"),
        ("御手元の資料を御覧ください。", "お手元の資料をご覧ください。"),
        ("3件で御座います。", "3件でございます。"),
        ("御所市と御殿場市と御笠川の例", "御所市と御殿場市と御笠川の例"),
        ("御子柴委員、御厨委員", "御子柴委員、御厨委員"),
        ("制御と防御", "制御と防御"),
    ],
)
def test_honorific_kanji_are_read_as_kana(written, plain):
    assert normalise(written) == plain


def test_a_noun_may_follow_politeness_where_sentences_are_marked(analyzer):
    text = "現在の指定管理者でございます協会が、4年間管理しております施設です。職員は22人です。"
    (turn,) = read_turns([Utterance("u1", text)], analyzer)
    assert len(turn.sentences) == 2
    unmarked = text.replace("。", "")
    (turn,) = read_turns([Utterance("u1", unmarked)], analyzer)
    assert len(turn.sentences) > 2


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("藤井委員及び森田委員を指名した", "藤井委員と森田委員を指名します"),
        ("今様々なものが値上がりしている", "今いろんなものが値上がりしている"),
        ("校長又は教頭が承認する", "校長または教頭が承認します"),
    ],
)
def test_words_of_the_house_beside_others_are_no_strange_words(written, spoken):
    assert strange_words(written, spoken) == ()


def test_a_strange_word_beside_a_word_of_the_house_is_still_found():
    assert strange_words("及び山川委員を指名した", "藤井委員を指名します") == ("山川委員",)


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("年金は増えとらんのに上がる", "年金は増えていないのに上がる"),
        ("比べられんと判断できません", "比べられないと判断できない"),
        ("昨年度は14件をつないだ", "昨年度は14件をおつなぎしました"),
        ("終わってるんですか、終わってないんですか", "終わっているのか"),
    ],
)
def test_negations_are_counted_alike_in_speech_and_writing(spoken, written):
    assert negations(spoken) == negations(written)


def test_once_is_a_number_in_every_spelling():
    assert numbers("まだいっぺんも見ていない") == numbers("まだ一度も見ていない")


def test_what_the_chair_would_like_of_the_course_is_no_result(draft):
    put = (
        "原案に賛成ということで、ご異議ありませんか。ご異議なしと認めます。"
        "それでは、ここで採決に入りたいと思いますが、よろしいでしょうか。そのように決定いたします。"
    )
    text = outcome(draft([CALL, TOLD, chair(put)], TWO), "1")
    assert "採決に入る" not in text


def test_a_result_is_not_filed_under_the_item_that_is_put_next(draft):
    both = "議題1は承認されました。次に、議題2、ごみの減量についてお諮りいたします。環境課、お願いします。"
    told = ("C", "課長", "環境課", "2", "排出量は120トンでございます。")
    minutes = draft([CALL, TOLD, chair(both, "2"), told], TWO)
    assert "承認" in outcome(minutes, "1")
    assert outcome(minutes, "2") is None


def test_now_before_what_was_just_counted_is_not_the_present(analyzer):
    (counted,) = analyzer.analyze(["今3点のご質問がありました。"])
    (present,) = analyzer.analyze(["団地には今300世帯が住んでいます。"])
    assert "現在" not in "".join(t.surface for t in rewrite(counted, OFFICIAL_RULES).tokens)
    assert "現在300世帯" in "".join(t.surface for t in rewrite(present, OFFICIAL_RULES).tokens)


def test_a_suggestion_adds_to_what_was_put_and_does_not_replace_it(draft):
    put = "甲社を第1順位の候補者とし、附帯意見として、雇用を守ることを付けるということでいかがでしょうか。"
    added = "では、附帯意見に、教室の継続に努めることも加えてはいかがでしょうか。"
    voted = "それでは、そのように決定いたします。"
    minutes = draft(
        [CALL, TOLD, chair(put), member("教室も続けてください。"), chair(added), chair(voted)], TWO
    )
    text = outcome(minutes, "1")
    assert "甲社を第1順位の候補者とし" in text
    assert "教室の継続に努めること" in text


def test_open_and_closed_items_are_made_so(draft):
    put = "議題1は非公開、議題2は公開ということで、ご異議ございませんか。ご異議なしと認めます。"
    text = outcome(draft([CALL, TOLD, chair(put)], TWO), "1")
    assert text == "議題1は非公開、議題2は公開とすることに、異議なく決定した。"


@pytest.mark.parametrize(
    ("settled", "result"),
    [
        ("本件は継続審議といたします。", "継続審議"),
        ("設問の案は、次の会議で示すということでお願いします。", "次の会議で示すこととした"),
    ],
)
def test_what_is_settled_before_the_next_call_stays_with_its_item(draft, settled, result):
    both = f"分かりました。{settled}では、2のその他です。環境課から何かありますか。"
    told = ("C", "課長", "環境課", "2", "次の会議は6月に開きます。")
    minutes = draft([CALL, TOLD, chair(both, "2"), told], TWO | {"2": "その他"})
    assert result in outcome(minutes, "1")
    assert outcome(minutes, "2") is None
