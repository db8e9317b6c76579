//! Excel files, old and new, cell by cell through calamine.

use std::io::Cursor;

use calamine::{Data, Reader, SheetVisible, Xls, XlsError, Xlsx, XlsxError};

use super::{Block, Unusable, flow::Flow, package::Package};

/// A workbook since 2007, sheet by sheet; rows are lines, cells separated by tabs.
pub fn xlsx(bytes: &[u8]) -> Result<Vec<Block>, Unusable> {
    Package::open(bytes)?.measure(|name| !name.starts_with("xl/media/") && !name.starts_with("xl/embeddings/"))?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(xlsx_problem)?;
    let mut blocks = Vec::new();
    for name in visible(&book) {
        // A chart has a sheet of its own without cells.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else { continue };
        let mut sheet = Sheet::default();
        while let Some(cell) = cells.next_cell().map_err(xlsx_problem)? {
            sheet.put(cell.get_position().0, &cell.get_value().clone().into())?;
        }
        blocks.push(sheet.finish(name)?);
    }
    Ok(blocks)
}

/// A workbook before 2007.
pub fn xls(bytes: &[u8]) -> Result<Vec<Block>, Unusable> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Unusable::Encrypted,
        _ => Unusable::Damaged,
    })?;
    let mut blocks = Vec::new();
    for name in visible(&book) {
        let Ok(range) = book.worksheet_range(&name) else { continue };
        let mut sheet = Sheet::default();
        for (row, _, data) in range.used_cells() {
            sheet.put(u32::try_from(row).unwrap_or(u32::MAX), data)?;
        }
        blocks.push(sheet.finish(name)?);
    }
    Ok(blocks)
}

/// Sheets somebody hid are no part of the paper.
fn visible<RS>(book: &impl Reader<RS>) -> Vec<String>
where
    RS: std::io::Read + std::io::Seek,
{
    book.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible).map(|sheet| sheet.name.clone()).collect()
}

fn xlsx_problem(error: XlsxError) -> Unusable {
    match error {
        XlsxError::Password => Unusable::Encrypted,
        _ => Unusable::Damaged,
    }
}

/// A sheet being read.
#[derive(Default)]
struct Sheet {
    flow: Flow,
    row: Option<u32>,
}

impl Sheet {
    /// Takes in the next cell; cells come row by row.
    fn put(&mut self, row: u32, data: &Data) -> Result<(), Unusable> {
        let text = shown(data);
        if text.is_empty() {
            return Ok(());
        }
        match self.row {
            Some(open) if open == row => self.flow.text("\t"),
            Some(_) => self.flow.end_line(),
            None => {}
        }
        self.row = Some(row);
        // A cell's own line breaks would tear its row apart.
        self.flow.text(&text.split_whitespace().collect::<Vec<_>>().join(" "));
        if self.flow.is_too_long() { Err(Unusable::TooCostly) } else { Ok(()) }
    }

    fn finish(self, name: String) -> Result<Block, Unusable> {
        Ok(Block { name: Some(name), text: self.flow.finish()? })
    }
}

/// A cell as people write it: whole numbers without a point, days as dd/MM/yyyy.
fn shown(data: &Data) -> String {
    match data {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, _, _) = moment.to_ymd_hms_milli();
            match (moment.as_f64() < 1.0, hour, minute) {
                (true, ..) => format!("{hour:02}:{minute:02}"),
                (_, 0, 0) => format!("{day:02}/{month:02}/{year}"),
                _ => format!("{day:02}/{month:02}/{year} {hour:02}:{minute:02}"),
            }
        }
        Data::DateTime(duration) => duration.as_f64().to_string(),
        Data::Error(_) | Data::Empty => String::new(),
    }
}
