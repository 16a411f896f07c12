//! TODO
use super::Programme;
use crate::error::Result;
/// TODO
pub fn embedded() -> Result<Programme> {
    Err(crate::error::Error::NothingToRead)
}
