// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/csv-record.h"

#include "model/input/input-error.h"

#include <utility>

namespace ns3::vnlab
{

CsvRecordReader::CsvRecordReader(std::string_view text, std::string fileName)
    : m_text(text),
      m_fileName(std::move(fileName))
{
}

void
CsvRecordReader::Refuse(const CsvField& field, const std::string& message) const
{
    throw InputError({{m_fileName, field.line, field.column, message}});
}

bool
CsvRecordReader::AtEnd() const
{
    return m_text.empty();
}

bool
CsvRecordReader::AtLineEnd() const
{
    return m_text.starts_with('\n') || m_text.starts_with("\r\n");
}

char
CsvRecordReader::Take()
{
    const char c = m_text.front();
    m_text.remove_prefix(1);
    const bool continues = (static_cast<unsigned char>(c) & 0xc0) == 0x80; // a character of UTF-8
    m_column += continues ? 0 : 1;
    if (c == '\n')
    {
        ++m_line;
        m_column = 1;
    }
    return c;
}

void
CsvRecordReader::TakeLineEnd()
{
    while (!AtEnd() && Take() != '\n')
    {
    }
}

void
CsvRecordReader::TakeQuoted(CsvField& field)
{
    Take(); // the opening quote
    while (!AtEnd())
    {
        const char c = Take();
        if (c != '"')
        {
            field.text += c;
        }
        else if (m_text.starts_with('"'))
        {
            field.text += Take();
        }
        else if (AtEnd() || AtLineEnd() || m_text.starts_with(','))
        {
            return;
        }
        else
        {
            Refuse(field, "text follows the closing quote of a field");
        }
    }
    Refuse(field, "a quoted field does not end");
}

CsvField
CsvRecordReader::TakeField()
{
    CsvField field{{}, m_line, m_column};
    if (m_text.starts_with('"'))
    {
        TakeQuoted(field);
        return field;
    }
    while (!AtEnd() && !AtLineEnd() && !m_text.starts_with(','))
    {
        field.text += Take();
    }
    return field;
}

std::optional<std::vector<CsvField>>
CsvRecordReader::Next()
{
    if (AtEnd())
    {
        return std::nullopt;
    }
    std::vector<CsvField> fields{TakeField()};
    while (m_text.starts_with(','))
    {
        Take();
        fields.push_back(TakeField());
    }
    TakeLineEnd();
    return fields;
}

} // namespace ns3::vnlab
