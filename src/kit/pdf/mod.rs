//! Paper: documents as PDF, set in type, in any script.
//!
//! * [`Fonts`] are the faces; [`Setter`] turns [`Text`] into lines in visual order.
//! * [`Paper`] holds pages; [`Page`] is drawn on in points from the top left corner.
//! * [`Flow`] lets headings, paragraphs, facts and tables run over pages that all carry a head
//!   and a foot with "page x of y".
//! * [`Barcode`] draws Code 128 in exact millimetres.
//! * [`DOCUMENTS`] and [`LABELS`] are where they are set for a request, in turn, and [`Pdf`] answers with one.
//!
//! Three rules: nothing is cut off, nothing is left out in silence (what no font has is boxed and
//! noted), and all text can be read back from the file in logical order.

mod barcode;
mod characters;
mod flow;
mod fonts;
mod line;
mod paper;
mod pen;
mod press;
mod segment;
mod setter;
mod shape;
mod shelf;
mod table;
#[cfg(test)]
mod tests;
mod text;

pub use barcode::{Barcode, NotEncodable};
pub use flow::{Block, Flow, Frame, PageNumber};
pub use fonts::{Fonts, Weight};
pub use line::Line;
pub use paper::{About, MM, Page, Paper, Sheet};
pub use press::{DOCUMENTS, LABELS, Pdf};
pub use setter::Setter;
pub use table::{Column, Row, Table, Width};
pub use text::{Align, Ink, Notes, Style, Text, isolate};
