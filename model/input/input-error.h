// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_INPUT_ERROR_H
#define VNLAB_INPUT_ERROR_H

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// One thing that is wrong in an input, with its place. line and column count from 1; 0 is unknown.
struct Diagnostic
{
    std::string file;
    uint32_t line{0};
    uint32_t column{0};
    std::string message; ///< what was found and what is accepted

    /// @return "file:line:column: message", leaving out what is unknown
    std::string ToString() const;
};

/**
 * @brief Bad input: everything that is wrong with it, found before anything was built.
 *
 * what() has one diagnostic a line. The program ends with exit status 2.
 */
class InputError : public std::runtime_error
{
  public:
    explicit InputError(std::vector<Diagnostic> diagnostics);

    const std::vector<Diagnostic>& Diagnostics() const;

  private:
    std::vector<Diagnostic> m_diagnostics;
};

} // namespace ns3::vnlab

#endif // VNLAB_INPUT_ERROR_H
