// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TLS_HANDSHAKE_H
#define VNLAB_TLS_HANDSHAKE_H

#include "analysis/calibration/loopback-pair.h"
#include "model/identity/gnutls-handle.h"

#include <cstddef>
#include <memory>

namespace ns3::vnlab
{

using CredentialsHandle = std::unique_ptr<gnutls_certificate_credentials_st,
                                          GnutlsDeleter<gnutls_certificate_free_credentials>>;

using SessionHandle = std::unique_ptr<gnutls_session_int, GnutlsDeleter<gnutls_deinit>>;

/// A TLS 1.3 connection (RFC 8446) over TCP on 127.0.0.1, with both ends in this thread.
class TlsConnection
{
  public:
    /// Connects and shakes hands; the connection is reset with the object.
    /// @param client,server credentials, which outlive the connection
    /// @throws GnutlsError where the handshake fails; std::runtime_error, std::system_error
    TlsConnection(const LoopbackListener& listener,
                  const CredentialsHandle& client,
                  const CredentialsHandle& server);

    /// Sends a record from the client to the server, which reads it. @param bytes at most 16 KiB
    /// @throws GnutlsError, std::runtime_error
    void Carry(size_t bytes) const;

  private:
    LoopbackPair m_pair;
    SessionHandle m_client;
    SessionHandle m_server;
};

/**
 * @brief What TLS handshakes need.
 *
 * Each end has an Ed25519 certificate, which the other verifies, so that both do the same work. No
 * tickets, no resumption.
 */
class TlsHandshake
{
  public:
    /// @throws GnutlsError, std::system_error
    TlsHandshake();

    /// @throws as TlsConnection; the handshake outlives what is returned
    std::unique_ptr<TlsConnection> Run() const;

  private:
    LoopbackListener m_listener;
    CredentialsHandle m_server;
    CredentialsHandle m_client;
};

} // namespace ns3::vnlab

#endif // VNLAB_TLS_HANDSHAKE_H
