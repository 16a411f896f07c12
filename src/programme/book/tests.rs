//! TOML to sheets to TOML loses nothing, every key has its column, and a mistake is told with its cell.
