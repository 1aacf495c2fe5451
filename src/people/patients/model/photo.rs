//! A patient's photo: looked at as a picture, whatever it is called, and stored as one of ours.

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// Largest upload looked at.
pub const LARGEST: usize = 5 * 1024 * 1024;
/// Longest side that is decoded, and that is kept.
const LONGEST_SIDE: u32 = 8_000;
const KEPT_SIDE: u32 = 480;
/// Memory that decoding may take.
const MEMORY: u64 = 256 * 1024 * 1024;

/// Re-encoded: no metadata, no surprises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// JPEG.
    pub jpeg: Vec<u8>,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// Why a photo was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhotoError {
    /// Not JPEG, PNG or WebP by its content.
    #[error("not a JPEG, PNG or WebP picture")]
    NotAPicture,
    /// More bytes or pixels than are looked at.
    #[error("the picture is too large")]
    TooLarge,
    /// Begins like a picture and is not one.
    #[error("the picture is damaged")]
    Damaged,
}

impl PhotoError {
    /// Its message in the catalogue, without the feature's prefix.
    pub fn key(self) -> &'static str {
        match self {
            PhotoError::NotAPicture => "not-a-picture",
            PhotoError::TooLarge => "too-large",
            PhotoError::Damaged => "damaged",
        }
    }
}

/// Decodes within bounds, turns upright, shrinks and encodes anew.
pub fn accept(bytes: &[u8]) -> Result<Photo, PhotoError> {
    if bytes.len() > LARGEST {
        return Err(PhotoError::TooLarge);
    }
    match image::guess_format(bytes) {
        Ok(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP) => {}
        _ => return Err(PhotoError::NotAPicture),
    }
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| PhotoError::NotAPicture)?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(refusal)?;
    let orientation = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(refusal)?;
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    if picture.width().max(picture.height()) > KEPT_SIDE {
        picture = picture.thumbnail(KEPT_SIDE, KEPT_SIDE);
    }
    let picture = on_white(&picture);
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 85).encode_image(&picture).map_err(|_| PhotoError::Damaged)?;
    Ok(Photo { jpeg, width: picture.width(), height: picture.height() })
}

fn refusal(error: image::ImageError) -> PhotoError {
    match error {
        image::ImageError::Limits(_) => PhotoError::TooLarge,
        _ => PhotoError::Damaged,
    }
}

/// JPEG has no transparency: what shows through is paper.
fn on_white(picture: &DynamicImage) -> image::RgbImage {
    let mut rgb = image::RgbImage::new(picture.width(), picture.height());
    for (to, from) in rgb.pixels_mut().zip(picture.to_rgba8().pixels()) {
        let [r, g, b, a] = from.0;
        let over = |c: u8| {
            let mixed = (u32::from(c) * u32::from(a) + 255 * (255 - u32::from(a))) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        to.0 = [over(r), over(g), over(b)];
    }
    rgb
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let picture = DynamicImage::ImageRgba8(image::RgbaImage::from_pixel(
            width,
            height,
            image::Rgba([200, 10, 10, 0]),
        ));
        picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
        bytes
    }

    #[test]
    fn pictures_come_out_small_and_as_jpeg() {
        let photo = accept(&png(1000, 500)).unwrap();
        assert_eq!((photo.width, photo.height), (480, 240));
        assert_eq!(image::guess_format(&photo.jpeg).unwrap(), ImageFormat::Jpeg);
        let pixel = image::load_from_memory(&photo.jpeg).unwrap().to_rgb8().get_pixel(5, 5).0;
        assert!(pixel.iter().all(|&c| c > 250), "transparent is white, not black: {pixel:?}");
        let small = accept(&png(40, 50)).unwrap();
        assert_eq!((small.width, small.height), (40, 50));
    }

    #[test]
    fn content_decides() {
        assert_eq!(accept(b"<svg onload=alert(1)>"), Err(PhotoError::NotAPicture));
        assert_eq!(accept(b""), Err(PhotoError::NotAPicture));
        assert_eq!(accept(b"GIF89a\x01\x00\x01\x00"), Err(PhotoError::NotAPicture));
        let mut cut = png(100, 100);
        cut.truncate(40);
        assert_eq!(accept(&cut), Err(PhotoError::Damaged));
        assert_eq!(accept(&vec![0; LARGEST + 1]), Err(PhotoError::TooLarge));
        let mut bomb = png(10, 10);
        bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
        assert!(matches!(accept(&bomb), Err(PhotoError::TooLarge | PhotoError::Damaged)));
    }
}
