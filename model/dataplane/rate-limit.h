// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RATE_LIMIT_H
#define VNLAB_RATE_LIMIT_H

#include <algorithm>
#include <cstdint>

namespace ns3::vnlab
{

/// How much may be sent.
struct RateLimit
{
    uint64_t rate_bps; ///< of frames, from the Ethernet header on; 0: nothing but the burst
    uint32_t burst_bytes{10'000};
};

/// A policer: a bucket of tokens that starts full (RFC 2697 with one bucket). What finds too few is
/// not to be sent; nothing waits.
class TokenBucket
{
  public:
    TokenBucket(const RateLimit& limit, int64_t now_ns)
        : m_limit(limit),
          m_tokens(Most()),
          m_filled_ns(now_ns)
    {
    }

    /// @param now_ns the time now, which never goes back
    /// @return whether a frame of so many bytes conforms; its tokens are then taken
    bool Take(int64_t now_ns, uint32_t bytes)
    {
        if (!Has(now_ns, bytes))
        {
            return false;
        }
        m_tokens -= bytes * kTokensPerByte;
        return true;
    }

    /// @return whether a frame of so many bytes would conform
    bool Has(int64_t now_ns, uint32_t bytes)
    {
        const double grown = static_cast<double>(m_limit.rate_bps) * (now_ns - m_filled_ns);
        m_tokens = std::min(Most(), m_tokens + grown);
        m_filled_ns = now_ns;
        return bytes * kTokensPerByte <= m_tokens;
    }

  private:
    /// A token is what a rate of 1 bit/s grows by in a nanosecond.
    static constexpr double kTokensPerByte = 8e9;

    double Most() const
    {
        return m_limit.burst_bytes * kTokensPerByte;
    }

    RateLimit m_limit;
    double m_tokens; // whole numbers, exact up to 2^53: a burst of 1 MB
    int64_t m_filled_ns;
};

} // namespace ns3::vnlab

#endif // VNLAB_RATE_LIMIT_H
