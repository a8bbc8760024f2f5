"""The note to whoever opens the package in thirty years: what each file is, and how to trust it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from minutes_pipeline.archive.account import Holder, Identity
from minutes_pipeline.archive.premis import form_of

_FILES = {
    "minutes/minutes.pdf": "承認された会議録。見た目を固定した正本（PDF/A）です。",
    "minutes/minutes.docx": "同じ会議録のWord文書。変更履歴とコメントはありません。",
    "minutes/minutes.akn.xml": "同じ会議録に、案件・発言などの構造を付けたもの。",
    "minutes/minutes.txt": "同じ会議録の文字だけのもの。文字コードはUTF-8です。",
    "minutes/minutes.kokkai.json": "同じ会議録を、国会会議録検索システムと同じ形式で書いたもの。",
    "minutes/minutes.json": "同じ会議録。段落ごとに、もとになった発言の番号が付いています。",
    "minutes/signed.pdf": "署名のある会議録を読み取ったもの。",
    "drafts/draft.docx": "承認の前の原案（Word）。確かめるべきところにコメントが付いています。",
    "drafts/draft.json": "機械が最初に書いた原案。",
    "drafts/corrections.jsonl": "原案から承認までに人が直したこと。1行ごとに、だれが、いつ、何を。",
    "transcript/full-record.docx": "全文記録。発言を省かずに書いたもの（Word）。",
    "transcript/utterances.json": "発言の一覧。だれが（役割）、いつ、どの案件で、何を言ったか。",
    "transcript/transcript.vtt": "時刻の付いた文字起こし。録音と合わせて読めます。",
    "transcript/diarization.rttm": "声の区間（RTTM）。どの声がいつ話したか。名前はありません。",
    "source/recording.sha256": "会議の録音の指紋（SHA-256）。録音が本物かを確かめます。",
    "reports/provenance.json": "どのソフトウェア、どのモデル、どの設定、どの規則で作ったか。",
    "reports/validation.json": "作ったときの検査の結果。",
    "reports/pdfa.txt": "PDF/Aの検査の結果。",
}
_KINDS = {
    "source/agenda": "会議の次第。",
    "source/roster": "出席者の名簿。",
    "source/material": "会議で配られた資料。",
    "source/particulars": "日時・場所などを人が書いたもの。",
    "source/transcript": "別に作られた文字起こし（このプログラムに渡されたもの）。",
    "source/recording": "会議の録音。",
    "drafts/edited": "編集者が直したWord文書（変更履歴を含みます）。",
}


def readme(
    about: Identity, holder: Holder, files: Iterable[str], titles: Mapping[str, str]
) -> bytes:
    """Return ``README.ja.txt``.

    Args:
        about: What the package is.
        holder: Who keeps it.
        files: Paths below ``data/``.
        titles: What files were called before they got their ASCII names, by path.
    """
    lines = [
        f"{about.title}",
        "公開用の保存パッケージ" if about.public else "保存パッケージ",
        "",
        "■ これは何ですか",
        f"{about.held} に開かれた会議の会議録を、長く残すためにまとめたものです。",
        f"承認された日 {about.approved}、このパッケージが作られた時 {about.made}",
        f"発行: {holder.issuer}" + (f"　所管: {holder.department}" if holder.department else ""),
        f"整理番号: {about.id}",
    ]
    lines += [
        f"{label}: {value}"
        for label, value in (
            ("分類", holder.classification),
            ("保存期間", holder.retention),
            ("期間が満ちたときの扱い", holder.disposition),
            ("利用の条件", holder.rights),
        )
        if value
    ]
    if about.public:
        lines += ["", "公開しない部分は、文書から取り除いてあります。隠してあるのではありません。"]
    if not about.pdf:
        lines += [
            "",
            "※ このパッケージにはPDFがありません。作った計算機にLibreOfficeがなく、",
            "　 PDFなしで作るよう指示されたためです。見た目はWord文書（minutes.docx）によります。",
        ]
    lines += ["", "■ 入っているもの（data フォルダの中）", ""]
    for name in sorted(files):
        lines.append(name)
        lines.append(f"　　{describe(name)}")
        if name in titles:
            lines.append(f"　　もとの名前: {titles[name]}")
        form, version = form_of(name)
        lines.append(f"　　形式: {form}{f' {version}' if version else ''}")
    lines += ["", *_REST]
    return ("\n".join(lines) + "\n").encode("utf-8")


def describe(name: str) -> str:
    """Return what a file of the package is, in Japanese."""
    if name in _FILES:
        return _FILES[name]
    return next((text for kind, text in _KINDS.items() if name.startswith(kind)), "その他。")


_REST = (
    "■ それ以外のファイル",
    "",
    "bagit.txt、bag-info.txt",
    "　　この入れ物の決まり（BagIt 1.0、RFC 8493）と、目録。ただの文字のファイルです。",
    "manifest-sha256.txt、manifest-sha512.txt",
    "　　data の中のすべてのファイルの指紋。1行に「指紋、空白二つ、ファイルの名前」。",
    "tagmanifest-sha256.txt、tagmanifest-sha512.txt",
    "　　そのほかのファイルの指紋。",
    "metadata/dc.xml　　　目録カード（Dublin Core）",
    "metadata/premis.xml　作られてからの出来事の記録（PREMIS）",
    "metadata/profile.json　このパッケージに何が必要かの決まり",
    "",
    "■ 変わっていないことを確かめるには",
    "",
    "BagItを知っているソフトで検査してください。なければ、sha256sum のように SHA-256 を計算する",
    "道具で、次のようにしても確かめられます（このフォルダの中で実行します）。",
    "　　sha256sum -c manifest-sha256.txt",
    "　　sha256sum -c tagmanifest-sha256.txt",
    "作ったときに控えた「封印値」があれば、tagmanifest-sha512.txt の SHA-256 と比べてください。",
    "同じなら、このパッケージは1ビットも変わっていません。",
)
