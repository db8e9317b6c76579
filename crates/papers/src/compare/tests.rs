//! Versions of papers as offices make them: a figure changed, a paragraph put in, an annex moved.

use proptest::{collection::vec, prelude::*};

use super::*;

/// A page of sentences that occur nowhere else.
fn page(number: usize) -> String {
    let sentence =
        |line: usize| format!("Điều {number}.{line} Giao Sở số {number} thực hiện nhiệm vụ {line} trong năm 2026 theo quy định.");
    (0..20).map(sentence).collect::<Vec<_>>().join("\n")
}

fn told(old: &[String], new: &[String]) -> Vec<(Option<u32>, Option<u32>, PageChange)> {
    compared(old, new).iter().map(|page| (page.from, page.to, page.kind)).collect()
}

fn compared(old: &[String], new: &[String]) -> Vec<ComparedPage> {
    let old: Vec<&str> = old.iter().map(String::as_str).collect();
    let new: Vec<&str> = new.iter().map(String::as_str).collect();
    compare(&old, &new)
}

fn run(kind: RunChange, text: &str) -> Run {
    Run { kind, text: text.into() }
}

use PageChange::{Added, Changed, Removed, Same};

#[test]
fn a_changed_figure_is_shown_beside_the_old_one() {
    let pages = compare(&["Tổng vốn là 8.642 tỷ đồng, đã phân bổ 100 %."], &["Tổng vốn là 8.700 tỷ đồng, đã phân bổ 100 %."]);
    let runs = [
        run(RunChange::Same, "Tổng vốn là"),
        run(RunChange::Removed, "8.642"),
        run(RunChange::Added, "8.700"),
        run(RunChange::Same, "tỷ đồng, đã phân bổ 100 %."),
    ];
    assert_eq!(pages, [ComparedPage { from: Some(1), to: Some(1), kind: Changed, runs: runs.into() }]);
    assert_eq!(changed_pages(&pages).collect::<Vec<_>>(), [1]);
}

#[test]
fn lines_and_page_numbers_make_no_difference() {
    let old: Vec<String> = vec![format!("1\n{}", page(1)), format!("2\n{}", page(2))];
    let new = vec![page(1).replace(' ', "\n"), format!("{}\n- 2 -", page(2))];
    assert_eq!(told(&old, &new), [(Some(1), Some(1), Same), (Some(2), Some(2), Same)]);
    let apart: Vec<String> = old.iter().map(|page| unicode_normalization::UnicodeNormalization::nfd(page.as_str()).collect()).collect();
    assert_eq!(told(&apart, &new), [(Some(1), Some(1), Same), (Some(2), Some(2), Same)]);
}

#[test]
fn a_page_put_in_changes_no_other() {
    let old = vec![page(1), page(2), page(3)];
    let new = vec![page(1), page(9), page(2), page(3)];
    assert_eq!(told(&old, &new), [(Some(1), Some(1), Same), (None, Some(2), Added), (Some(2), Some(3), Same), (Some(3), Some(4), Same)]);
}

#[test]
fn a_page_taken_out_is_told_by_itself() {
    let old = vec![page(1), page(2), page(3)];
    assert_eq!(told(&old, &[page(1), page(3)]), [(Some(1), Some(1), Same), (Some(2), None, Removed), (Some(3), Some(2), Same)]);
    assert_eq!(told(&old, &[page(1), page(2)]), [(Some(1), Some(1), Same), (Some(3), None, Removed), (Some(2), Some(2), Same)]);
}

#[test]
fn a_page_that_moved_is_the_same() {
    let old = vec![page(1), page(2), page(3), page(4)];
    let new = vec![page(4), page(1), page(2), page(3)];
    assert_eq!(told(&old, &new), [(Some(4), Some(1), Same), (Some(1), Some(2), Same), (Some(2), Some(3), Same), (Some(3), Some(4), Same)]);
    let edited = vec![page(4).replace("4.7 Giao", "4.7 Đề nghị"), page(1), page(2), page(3)];
    assert_eq!(told(&old, &edited)[0], (Some(4), Some(1), Changed));
    assert_eq!(told(&old, &edited)[1..].iter().filter(|page| page.2 != Same).count(), 0);
}

#[test]
fn text_that_flows_on_changes_only_where_it_was_put_in() {
    let lines: Vec<String> = (0..10).flat_map(|number| page(number).lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let pages = |lines: &[String]| -> Vec<String> { lines.chunks(20).map(|page| page.join("\n")).collect() };
    let mut longer = lines.clone();
    longer.splice(25..25, ["Bổ sung một đoạn mới.".to_owned(), "Thêm đoạn nữa.".to_owned(), "Và đoạn cuối cùng.".to_owned()]);
    let compared = compared(&pages(&lines), &pages(&longer));
    assert_eq!(changed_pages(&compared).collect::<Vec<_>>(), [2]);
    assert!(compared.iter().all(|page| page.to.is_some()));
}

#[test]
fn tables_without_sentences_are_compared_too() {
    let table = |changed: &str| -> String {
        (0..900).map(|row| format!("{row}\tDự án {row}\t{}\n", if row == 500 { changed } else { "1.000,0" })).collect()
    };
    let pages = compared(&[table("1.000,0")], &[table("2.000,0")]);
    let differing: Vec<&Run> = pages[0].runs.iter().filter(|run| run.kind != RunChange::Same).collect();
    assert_eq!(differing, [&run(RunChange::Removed, "1.000,0"), &run(RunChange::Added, "2.000,0")]);
}

#[test]
fn words_in_common_by_chance_are_no_change() {
    let old = vec![page(1), "Báo cáo của tỉnh về giá đất và các khoản thu khác trong kỳ, có kèm theo bảng giá của từng xã".to_owned()];
    let new = vec![page(1), "Phương án phòng chống lụt bão của huyện và các nhóm hộ dân khác sống dọc sông, theo từng cấp độ".to_owned()];
    assert_eq!(told(&old, &new), [(Some(1), Some(1), Same), (Some(2), None, Removed), (None, Some(2), Added)]);
}

#[test]
fn nothing_in_common_is_taken_out_and_put_in() {
    assert_eq!(told(&[page(1)], &[page(2).replace(' ', "_")]), [(Some(1), None, Removed), (None, Some(1), Added)]);
    assert_eq!(told(&[], &[page(1)]), [(None, Some(1), Added)]);
    assert_eq!(told(&[page(1)], &[]), [(Some(1), None, Removed)]);
    assert_eq!(told(&[String::new(), page(1)], &[String::new(), page(1)]), [(Some(1), Some(1), Same), (Some(2), Some(2), Same)]);
}

#[test]
fn two_thousand_pages_are_no_matter() {
    let old: Vec<String> = (0..2_000).map(page).collect();
    let mut new = old.clone();
    new.remove(1_000);
    new.insert(10, page(5_000));
    new[1_500] = new[1_500].replace("nhiệm vụ 7", "nhiệm vụ bảy");
    let compared = compared(&old, &new);
    assert_eq!(changed_pages(&compared).collect::<Vec<_>>(), [11, 1_501]);
    assert_eq!(compared.iter().filter(|page| page.kind == Removed).map(|page| page.from).collect::<Vec<_>>(), [Some(1_001)]);
}

fn version() -> impl Strategy<Value = Vec<String>> {
    vec(vec("[ab]{1,2}[.]?", 0..12).prop_map(|words| words.join(" ")), 0..6)
}

proptest! {
    /// Whatever the versions: no word of either is lost or doubled, and every page is told once.
    #[test]
    fn nothing_is_lost(old in version(), new in version()) {
        let pages = compared(&old, &new);
        let to: Vec<u32> = pages.iter().filter_map(|page| page.to).collect();
        prop_assert_eq!(to, (1..=u32::try_from(new.len()).expect("few")).collect::<Vec<_>>());
        let words = |pages: &[ComparedPage], left_out: RunChange| -> Vec<String> {
            let runs = pages.iter().flat_map(|page| &page.runs).filter(|run| run.kind != left_out);
            runs.flat_map(|run| run.text.split_whitespace().map(str::to_owned)).collect()
        };
        let all = |pages: &[String]| -> Vec<String> { pages.iter().flat_map(|page| page.split_whitespace().map(str::to_owned)).collect() };
        prop_assert_eq!(words(&pages, RunChange::Removed), all(&new));
        let (mut left, mut were) = (words(&pages, RunChange::Added), all(&old));
        left.sort_unstable();
        were.sort_unstable();
        prop_assert_eq!(left, were);
    }

    #[test]
    fn a_version_is_the_same_as_itself(version in version()) {
        prop_assert!(compared(&version, &version).iter().all(|page| page.kind == Same && page.from == page.to));
    }
}
