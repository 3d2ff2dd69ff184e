// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/spec-reader.h"

#include "model/spec/dot-reader.h"
#include "model/spec/graphml-reader.h"
#include "model/spec/spec-interpreter.h"

namespace ns3::vnlab
{

ReadResult
ReadSpecification(std::string_view text, SpecFormat format, const std::string& fileName)
{
    return InterpretGraph(format == SpecFormat::kGraphMl ? ReadGraphMl(text, fileName)
                                                         : ReadDot(text, fileName),
                          fileName);
}

} // namespace ns3::vnlab
