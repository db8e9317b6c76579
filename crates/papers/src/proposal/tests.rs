//! First pages as different readers answer them, and what must not be read into them.

use super::*;

/// What the invitation in the samples says, however its head was read.
fn invitation() -> Proposal {
    Proposal {
        type_code: Some("GM".into()),
        symbol: Some("127/GM-VP".into()),
        issued_on: Some("2026-09-08".into()),
        unit: Some("Văn phòng Ủy ban nhân dân tỉnh Bình Minh".into()),
        title: Some("Giấy mời họp".into()),
        classification: None,
    }
}

const BODY: &str =
    "GIẤY MỜI HỌP\nKính gửi: Các đồng chí Ủy viên Ủy ban nhân dân tỉnh\nThực hiện Chương trình công tác năm 2026, Văn phòng ...";

#[test]
fn the_two_columns_may_come_in_any_order() {
    for head in [
        "ỦY BAN NHÂN DÂN TỈNH BÌNH MINH\nVĂN PHÒNG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 127/GM-VP\n\
         Bình Minh, ngày 08 tháng 9 năm 2026",
        "ỦY BAN NHÂN DÂN TỈNH BÌNH MINH   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nVĂN PHÒNG   Độc lập – Tự do – Hạnh phúc\n_____\n\
         Số: 127/GM-VP     Bình Minh, ngày 08 tháng 9 năm 2026",
        "1\nCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nBình Minh, ngày 08 tháng 9 năm 2026\n\nUỶ BAN NHÂN DÂN\n\
         TỈNH BÌNH MINH\nVĂN PHÒNG\n-------\nSố : 127 /GM - VP",
    ] {
        let read = propose(&format!("{head}\n{BODY}"));
        let unit = read.unit.as_deref().map(|unit| unit.replace("Uỷ", "Ủy"));
        assert_eq!(Proposal { unit, ..read }, invitation(), "{head}");
    }
}

#[test]
fn decomposed_letters_are_the_same() {
    let page: String =
        format!("UBND TỈNH LAM GIANG\nSỞ TÀI CHÍNH\nSố: 218/TTr-STC\nTỜ TRÌNH\nVề việc phân bổ vốn\nKính gửi: {BODY}").nfd().collect();
    let read = propose(&page);
    assert_eq!(read.symbol.as_deref(), Some("218/TTr-STC"));
    assert_eq!(read.unit.as_deref(), Some("Sở Tài chính"));
    assert_eq!(read.title.as_deref(), Some("Tờ trình về việc phân bổ vốn"));
}

#[test]
fn a_letter_without_a_type_has_a_subject() {
    let read = propose(
        "UBND TỈNH NGHỆ AN\nSỞ NÔNG NGHIỆP\nVÀ MÔI TRƯỜNG\nSố: 1234/SNNMT-KHTC\nV/v báo cáo tiến độ giải ngân\nvốn đầu tư công năm 2026\n\
         CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nNghệ An, ngày 06 tháng 5 năm 2026\nKính gửi: Sở Tài chính.\n\
         Theo đề nghị của Sở Tài chính tại Công văn số 77/STC-NS ngày 01 tháng 5 năm 2026",
    );
    let expected = Proposal {
        type_code: None,
        symbol: Some("1234/SNNMT-KHTC".into()),
        issued_on: Some("2026-05-06".into()),
        unit: Some("Sở Nông nghiệp và Môi trường".into()),
        title: Some("Về việc báo cáo tiến độ giải ngân vốn đầu tư công năm 2026".into()),
        classification: None,
    };
    assert_eq!(read, expected);
}

#[test]
fn laws_decrees_and_papers_of_the_party_have_their_own_symbols() {
    for (page, symbol, code, unit, title) in [
        (
            "CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 30/2020/NĐ-CP\nHà Nội, ngày 05 tháng 3 năm 2020\n\
             NGHỊ ĐỊNH\nVề công tác văn thư\nCăn cứ Luật Tổ chức Chính phủ",
            "30/2020/NĐ-CP",
            "NĐ",
            Some("Chính phủ"),
            "Nghị định về công tác văn thư",
        ),
        (
            "BAN CHẤP HÀNH TRUNG ƯƠNG   ĐẢNG CỘNG SẢN VIỆT NAM\n*\nSố 39-NQ/TW\nHà Nội, ngày 15 tháng 01 năm 2019\nNGHỊ QUYẾT\nCỦA BỘ CHÍNH TRỊ\n\
             về nâng cao hiệu quả quản lý, khai thác, sử dụng và phát huy các nguồn lực của nền kinh tế\nI- TÌNH HÌNH VÀ NGUYÊN NHÂN",
            "39-NQ/TW",
            "NQ",
            Some("Ban Chấp hành trung ương"),
            "Nghị quyết",
        ),
        (
            "QUỐC HỘI\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nLuật số: 72/2025/QH15\nHà Nội, ngày 16 tháng 6 năm 2025\n\
             LUẬT\nTỔ CHỨC CHÍNH QUYỀN ĐỊA PHƯƠNG\nCăn cứ Hiến pháp",
            "72/2025/QH15",
            "L",
            Some("QUỐC HỘI"),
            "Luật TỔ CHỨC CHÍNH QUYỀN ĐỊA PHƯƠNG",
        ),
        (
            "TỈNH ỦY NGHỆ AN\nVĂN PHÒNG\n*\nSố 15-TB/VPTU\nĐẢNG CỘNG SẢN VIỆT NAM\nNghệ An, ngày 3 tháng 2 năm 2026\nTHÔNG BÁO\n\
             Kết luận của Thường trực Tỉnh ủy\nNgày 01 tháng 02 năm 2026, tại",
            "15-TB/VPTU",
            "TB",
            Some("Văn phòng Tỉnh ủy Nghệ An"),
            "Thông báo kết luận của Thường trực Tỉnh ủy",
        ),
    ] {
        let read = propose(page);
        assert_eq!(read.symbol.as_deref(), Some(symbol));
        assert_eq!(read.type_code.as_deref(), Some(code), "{symbol}");
        assert_eq!(read.unit.as_deref(), unit, "{symbol}");
        assert_eq!(read.title.as_deref(), Some(title), "{symbol}");
    }
}

#[test]
fn an_agency_may_be_named_like_a_type() {
    let read = propose(
        "UBND TỈNH LAM GIANG\nBAN QUẢN LÝ\nDỰ ÁN ĐẦU TƯ XÂY DỰNG\nSố: 9/BC-BQLDA\nBÁO CÁO\nTÌNH HÌNH THỰC HIỆN DỰ ÁN\nNĂM 2026\nKính gửi: Sở Tài chính",
    );
    assert_eq!(read.unit.as_deref(), Some("Ban Quản lý dự án đầu tư xây dựng"));
    assert_eq!(read.title.as_deref(), Some("Báo cáo TÌNH HÌNH THỰC HIỆN DỰ ÁN NĂM 2026"));
    assert_eq!(read.type_code.as_deref(), Some("BC"));
}

#[test]
fn secrecy_is_read_where_it_is_stamped() {
    for (stamp, class) in [
        ("MẬT", Some(Classification::Confidential)),
        ("TỐI MẬT", Some(Classification::Secret)),
        ("TUYỆT MẬT", Some(Classification::TopSecret)),
        ("HỎA TỐC\nTỐI MẬT", Some(Classification::Secret)),
        ("MẬT HỎA TỐC", Some(Classification::Confidential)),
        ("Độ mật: Tối mật", Some(Classification::Secret)),
        ("HỎA TỐC", None),
        ("BẢO MẬT", None),
        ("Mật", None),
        ("quy định về bảo vệ bí mật nhà nước", None),
    ] {
        let page = format!(
            "UBND TỈNH LAM GIANG\nSỞ TÀI CHÍNH\nSố: 12/BC-STC\n{stamp}\nLam Giang, ngày 06 tháng 5 năm 2026\nBÁO CÁO\nTình hình\nKính gửi:"
        );
        let read = propose(&page);
        assert_eq!(read.classification, class, "{stamp}");
        assert_eq!(read.symbol.as_deref(), Some("12/BC-STC"), "{stamp}");
        assert_eq!(read.unit.as_deref(), Some("Sở Tài chính"), "{stamp}");
    }
}

#[test]
fn empty_places_stay_empty() {
    let read = propose(
        "ỦY BAN NHÂN DÂN\nTỈNH LAM GIANG\nSố:\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập – Tự do – Hạnh phúc\n/KH-UBND\nLam Giang, ngày\n\
         tháng 11 năm 2026\nDỰ THẢO\nKẾ HOẠCH\nChuyển đổi số cấp xã trên địa bàn tỉnh Lam Giang\nThực hiện chủ trương",
    );
    assert_eq!((read.symbol, read.issued_on), (None, None));
    assert_eq!(read.type_code.as_deref(), Some("KH"));
    assert_eq!(read.title.as_deref(), Some("Dự thảo Kế hoạch chuyển đổi số cấp xã trên địa bàn tỉnh Lam Giang"));
    assert_eq!(read.unit.as_deref(), Some("Ủy ban nhân dân tỉnh Lam Giang"));
}

#[test]
fn other_papers_numbers_are_not_this_ones() {
    let read = propose(
        "Phụ lục I\nDANH MỤC 47 DỰ ÁN ĐIỀU CHỈNH\nKẾ HOẠCH ĐẦU TƯ CÔNG TRUNG HẠN\n\
         (Kèm theo Tờ trình số 218/TTr-STC ngày 16 tháng 11 năm 2026 của Sở Tài chính)\nĐơn vị tính: tỷ đồng",
    );
    let title = "Phụ lục I. DANH MỤC 47 DỰ ÁN ĐIỀU CHỈNH KẾ HOẠCH ĐẦU TƯ CÔNG TRUNG HẠN";
    assert_eq!(read, Proposal { title: Some(title.into()), ..Proposal::default() });
}

#[test]
fn a_list_of_standards_is_none_of_them() {
    let rows: String = (0..9).map(|row| format!("{row}\nTCVN 939{row}:2012\nTiêu chuẩn {row}\n")).collect();
    let title = "Phụ lục III. DANH MỤC TIÊU CHUẨN CHO ĐƯỜNG SẮT ĐÔ THỊ";
    let read =
        propose(&format!("Phụ lục III\nDANH MỤC TIÊU CHUẨN CHO ĐƯỜNG SẮT ĐÔ THỊ\n(Kèm theo văn bản)\nSTT\nMã\n{rows}Số 12/QĐ-UBND\n"));
    assert_eq!(read, Proposal { title: Some(title.into()), ..Proposal::default() });
}

#[test]
fn without_a_number_the_motto_ends_the_agencies() {
    let body = "THÔNG TIN TUYỂN SINH NĂM 2025\nI. THÔNG TIN CHUNG\n- Tiếng Việt: Trường Đại học An ninh nhân dân";
    let motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc";
    let agencies = "BỘ CÔNG AN\nTRƯỜNG ĐẠI HỌC AN NINH NHÂN DÂN";
    let read = propose(&format!("{agencies}\n{motto}\n{body}"));
    assert_eq!(read.unit.as_deref(), Some("Trường Đại học An ninh nhân dân"));
    assert_eq!(read.title.as_deref(), Some("THÔNG TIN TUYỂN SINH NĂM 2025"));
    assert_eq!(propose(&format!("{motto}\n{body}")).unit, None);
}

#[test]
fn a_page_that_is_no_official_paper_says_nothing() {
    for page in [
        "",
        "\n\n \u{c}",
        "Fine-tuned PhoBERT for sentiment analysis\nNgo Minh Tan\nArticle info.\nABSTRACT\nThis paper presents",
        "Trường Đại học An ninh nhân dân thông báo tuyển sinh đào\ntạo trình độ đại học chính quy\nCăn cứ Hướng dẫn số 05/HD-BCA-X02 ngày 24/03/2023",
        "Hôm nay, ngày 08 tháng 9 năm 2026, tại phòng họp số 2",
    ] {
        assert_eq!(propose(page), Proposal::default(), "{page}");
    }
}

#[test]
fn no_day_is_made_up() {
    for (day, issued_on) in [
        ("ngày 29 tháng 02 năm 2028", Some("2028-02-29")),
        ("ngày 29 tháng 02 năm 2026", None),
        ("ngày 31 tháng 4 năm 2026", None),
        ("ngày 0 tháng 4 năm 2026", None),
        ("ngày ... tháng ... năm 2026", None),
        ("ngày 23/7/2026", Some("2026-07-23")),
    ] {
        assert_eq!(propose(&format!("Số: 1/QĐ-UBND\nLam Giang, {day}\nQUYẾT ĐỊNH")).issued_on.as_deref(), issued_on, "{day}");
    }
}

#[test]
fn a_long_title_is_cut_at_a_word() {
    let read = propose(&format!("Số: 1/QĐ-UBND\nQUYẾT ĐỊNH\n{}\nCăn cứ Luật", "Về việc phê duyệt ".repeat(30)));
    let title = read.title.expect("a title");
    assert!(title.chars().count() <= LONGEST && title.ends_with(" …"), "{title}");
}
