//! What is proposed from first pages as our own readers read them: the demonstration house's papers, whose sources tell the
//! truth, and samples where they are.

use std::{
    convert::Infallible,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use papers::{
    proposal::{Proposal, propose},
    text::{Text, read},
};

fn first_page(path: &Path) -> Option<String> {
    let bytes = Arc::new(std::fs::read(path).ok()?);
    let mut told = Vec::new();
    let tell = |what| {
        told.push(what);
        Ok::<(), Infallible>(())
    };
    let Ok(outcome) = read(&bytes, None, Instant::now() + Duration::from_secs(600), tell, |_, _| Ok(()));
    outcome.expect("a readable file");
    Text::gather(told, true).pages.into_iter().next().map(|page| page.text)
}

fn proposal(code: &str, symbol: &str, day: &str, unit: &str, title: &str) -> Proposal {
    let some = |field: &str| (!field.is_empty()).then(|| field.to_owned());
    Proposal {
        type_code: some(code),
        symbol: some(symbol),
        issued_on: some(day),
        unit: some(unit),
        title: some(title),
        classification: None,
    }
}

#[test]
fn the_demonstration_house_s_papers_say_what_they_are() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/demo/papers");
    let agriculture = "Sở Nông nghiệp và Môi trường";
    for (name, expected) in [
        (
            "01-chuong-trinh-phien-hop",
            proposal(
                "CTr",
                "46/CTr-UBND",
                "2026-11-19",
                "Ủy ban nhân dân tỉnh Lam Giang",
                "Chương trình phiên họp Ủy ban nhân dân tỉnh thường kỳ tháng 11 năm 2026",
            ),
        ),
        (
            "02-bao-cao-kinh-te-xa-hoi",
            proposal(
                "BC",
                "512/BC-STC",
                "2026-11-18",
                "Sở Tài chính",
                "Báo cáo tình hình kinh tế – xã hội tháng 11 và 11 tháng năm 2026; nhiệm vụ, giải pháp trọng tâm tháng 12 năm 2026",
            ),
        ),
        ("03-phu-luc-so-lieu-kinh-te-xa-hoi", proposal("", "", "", "", "Phụ lục I. THU NGÂN SÁCH NHÀ NƯỚC TRÊN ĐỊA BÀN 11 THÁNG NĂM 2026")),
        (
            "05-to-trinh-dieu-chinh-dau-tu-cong-trung-han",
            proposal(
                "TTr",
                "218/TTr-STC",
                "2026-11-16",
                "Sở Tài chính",
                "Tờ trình về việc điều chỉnh Kế hoạch đầu tư công trung hạn giai đoạn 2026–2030 của tỉnh (lần thứ nhất)",
            ),
        ),
        (
            "06-bao-cao-tham-dinh-can-doi-von",
            proposal(
                "BC",
                "497/BC-STC",
                "2026-11-12",
                "Sở Tài chính",
                "Báo cáo thẩm định nguồn vốn và khả năng cân đối vốn đối với phương án điều chỉnh Kế hoạch đầu tư công trung hạn giai đoạn \
                 2026–2030",
            ),
        ),
        (
            "08-to-trinh-bang-gia-dat-2027",
            proposal(
                "TTr",
                "331/TTr-SNNMT",
                "2026-11-16",
                agriculture,
                "Tờ trình về việc ban hành Nghị quyết về Bảng giá đất năm 2027 trên địa bàn tỉnh Lam Giang",
            ),
        ),
        (
            "10-bao-cao-nong-thon-moi",
            proposal(
                "BC",
                "326/BC-SNNMT",
                "2026-11-13",
                agriculture,
                "Báo cáo kết quả thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới năm 2026 và phương hướng năm 2027",
            ),
        ),
        (
            "11-bao-cao-xa-thuong-lam",
            proposal(
                "BC",
                "143/BC-UBND",
                "2026-11-16",
                "Ủy ban nhân dân xã Thượng Lam",
                "Báo cáo kết quả xây dựng nông thôn mới kiểu mẫu năm 2026 và kinh nghiệm vận động nhân dân hiến đất làm đường",
            ),
        ),
        (
            "12-ke-hoach-chuyen-doi-so-cap-xa",
            proposal(
                "KH",
                "",
                "",
                "Ủy ban nhân dân tỉnh Lam Giang",
                "Dự thảo Kế hoạch chuyển đổi số cấp xã trên địa bàn tỉnh Lam Giang giai đoạn 2027–2030",
            ),
        ),
    ] {
        let page = first_page(&folder.join(name).with_extension("pdf")).expect("a page");
        assert_eq!(propose(&page), expected, "{name}:\n{page}");
    }
}

#[test]
fn samples_say_what_they_are() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples");
    let invitation = || proposal("GM", "127/GM-VP", "2026-09-08", "Văn phòng Ủy ban nhân dân tỉnh Bình Minh", "Giấy mời họp");
    for (name, expected) in [
        ("made/lo_times.pdf", invitation()),
        ("made/chromium.pdf", invitation()),
        ("made/typst_nfd.pdf", invitation()),
        ("made/rotated90.pdf", invitation()),
        ("made/scan_with_ocr_layer.pdf", invitation()),
        (
            "real/hnmu_35_trang.pdf",
            proposal(
                "QĐ",
                "",
                "",
                "TRƯỜNG ĐH THỦ ĐÔ HÀ NỘI",
                "Dự thảo Quyết định về việc ban hành Quy định hoạt động đào tạo hệ chính quy tại Trường Đại học Thủ đô Hà Nội",
            ),
        ),
        (
            "real/qcvn_32_2026_bxd_ky_so.pdf",
            proposal("", "QCVN 32:2026/BXD", "", "", "QUY CHUẨN KỸ THUẬT QUỐC GIA VỀ ĐƯỜNG SẮT ĐÔ THỊ - LOẠI HÌNH METRO"),
        ),
        (
            "real/bo_thong_so_ky_thuat.pdf",
            proposal("", "", "", "", "Phụ lục I. BỘ THÔNG SỐ KỸ THUẬT CƠ BẢN DÙNG CHUNG CHO ĐƯỜNG SẮT ĐÔ THỊ"),
        ),
    ] {
        // Samples are no part of the project.
        if let Some(page) = first_page(&folder.join(name)) {
            assert_eq!(propose(&page), expected, "{name}:\n{page}");
        }
    }
}
